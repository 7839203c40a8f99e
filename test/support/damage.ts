import { closeSync, fstatSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Overwrites the ledger with all that SQLite still has of it in memory; answers what stood in its files. */
export function damage(data: string): ReadonlyMap<string, Buffer> {
  const files = ["state.db", "state.db-wal"].map((name) => join(data, name));
  const whole = new Map(files.map((file) => [file, readFileSync(file)]));
  for (const file of [...files, join(data, "state.db-shm")]) {
    // In place: a file that got shorter under its mapping would end the process.
    const open = openSync(file, "r+");
    writeSync(open, Buffer.alloc(fstatSync(open).size, "x"), 0, undefined, 0);
    closeSync(open);
  }
  return whole;
}
