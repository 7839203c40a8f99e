// Both databases of a data directory as they were at one instant, copied while others write.
// B1. A read transaction holds each database still for this connection alone: writers go on.
// B2. The two are of one instant: the ledger is held first, then the backlog, and a third connection says whether the
//     ledger was written in between. What is copied is thus what a crash at that instant would have left, and a start
//     from it does what a start after a crash does.
// B3. Nothing is created or changed in the data directory; a copy that SQLite finds broken is no copy.
import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Db } from "../database/open-file.ts";
import { lineAbout } from "../database/sqlite-error.ts";

export const DATABASES = ["goals.db", "state.db"] as const;

export type Copied =
  | { readonly kind: "copied" }
  /** One line: which file, what is wrong, what to do. */
  | { readonly kind: "refused"; readonly why: string };

const BUSY = 2_000;
const TRIES = 200;

/** Copies them into a folder, under their own names. */
export async function copyDatabases(dataDir: string, into: string): Promise<Copied> {
  const missing = DATABASES.find((name) => !existsSync(join(dataDir, name)));
  if (missing !== undefined) return { kind: "refused", why: `there is no ${missing} in ${dataDir}; nothing to copy` };
  const open: Db[] = [];
  const opened = (name: string): Db => {
    const db = new Database(join(dataDir, name), { readonly: true, fileMustExist: true, timeout: BUSY });
    open.push(db);
    return db;
  };
  try {
    const [goals, state, witness] = [opened("goals.db"), opened("state.db"), opened("state.db")];
    if (!holdBoth(goals, state, witness))
      return { kind: "refused", why: `${dataDir} is written too fast to be held still. Try again.` };
    await Promise.all([goals.backup(join(into, "goals.db")), state.backup(join(into, "state.db"))]);
    return broken(into) ?? { kind: "copied" };
  } catch (error) {
    return { kind: "refused", why: lineAbout(dataDir, error) };
  } finally {
    for (const db of open) db.close();
  }
}

/** False if the ledger was written between the two each time. */
function holdBoth(goals: Db, state: Db, witness: Db): boolean {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = versionOf(witness);
    hold(state);
    hold(goals);
    if (versionOf(witness) === before) return true;
    state.exec("ROLLBACK");
    goals.exec("ROLLBACK");
  }
  return false;
}

/** The first read of a transaction is what it holds on to. */
function hold(db: Db): void {
  db.exec("BEGIN");
  db.prepare("SELECT count(*) FROM sqlite_schema").get();
}

const versionOf = (db: Db): unknown => db.pragma("data_version", { simple: true });

function broken(folder: string): Copied | undefined {
  for (const name of DATABASES) {
    const copy = new Database(join(folder, name));
    // One file alone is to be kept.
    copy.pragma("journal_mode = DELETE");
    const found = copy.pragma("quick_check(1)", { simple: true });
    copy.close();
    if (found !== "ok") return { kind: "refused", why: `${name} is damaged: ${String(found)}. No backup was made.` };
  }
  return undefined;
}
