// Bringing a database to the schema of this program.
// M1. The row of a migration is inserted first in its transaction, so of two starters one does the work and the other
//     waits for it and finds it done.
// M2. A database of a newer program is left untouched.
import { z } from "zod";
import type { Db } from "../database/open-file.ts";

export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly name: string;
  /** Runs inside the transaction of its row. */
  up(db: Db): void;
}

export interface Schema {
  /** Table that lists the migrations done; a name of its own where other programs share the file. */
  readonly table: string;
  readonly migrations: readonly Migration[];
}

export const knownVersion = (schema: Schema): number => schema.migrations.length;

/** Version of the schema in the file; 0 if it never saw a migration of ours. */
export function foundVersion(db: Db, schema: Schema): number {
  if (!hasTable(db, schema.table)) return 0;
  const found = db.prepare(`SELECT max(version) AS version FROM ${schema.table}`).get();
  return z.object({ version: z.number().nullable() }).parse(found).version ?? 0;
}

export function migrate(db: Db, schema: Schema): void {
  const found = foundVersion(db, schema);
  for (const migration of schema.migrations.slice(found)) apply(db, schema.table, migration);
}

/** The line for an operator whose database is ahead of his program; undefined if it is not. */
export function newerSchema(db: Db, schema: Schema, path: string): string | undefined {
  const found = foundVersion(db, schema);
  const known = knownVersion(schema);
  if (found <= known) return undefined;
  return `${path} was written by a newer drover (schema ${found}, this one knows ${known}). Update drover, or choose another data directory.`;
}

export const hasTable = (db: Db, name: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE").get(name) !== undefined;

function apply(db: Db, table: string, migration: Migration): void {
  db.transaction(() => {
    db.exec(`CREATE TABLE IF NOT EXISTS ${table} (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)`);
    const { changes } = db
      .prepare(`INSERT OR IGNORE INTO ${table} (version, name, at) VALUES (?, ?, datetime('now'))`)
      .run(migration.version, migration.name);
    if (changes === 1) migration.up(db);
  }).immediate();
}
