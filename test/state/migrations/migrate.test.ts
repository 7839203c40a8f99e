import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Db } from "../../../state/database/open-file.ts";
import { openFile } from "../../../state/database/open-file.ts";
import type { Migration, Schema } from "../../../state/migrations/migrate.ts";
import { foundVersion, migrate, newerSchema } from "../../../state/migrations/migrate.ts";
import { temporaryDirectory } from "../temporary.ts";

const step = (version: number, sql: string): Migration => ({
  version,
  name: `step ${version}`,
  up: (db) => void db.exec(sql),
});
const first = step(1, "CREATE TABLE a (x)");
const second = step(2, "ALTER TABLE a ADD COLUMN y");
const schema = (...migrations: Migration[]): Schema => ({ table: "migrations", migrations });

function open(path = join(temporaryDirectory(), "x.db")): Db {
  const db = openFile(path, 0);
  onTestFinished(() => void db.close());
  return db;
}
const columns = (db: Db) => db.prepare("SELECT name FROM pragma_table_info('a')").pluck().all();

describe("migrations", () => {
  it("are done in order, each once, also by a later program", () => {
    const db = open();
    migrate(db, schema(first));
    expect(columns(db)).toEqual(["x"]);
    migrate(db, schema(first, second));
    migrate(db, schema(first, second));
    expect(columns(db)).toEqual(["x", "y"]);
    expect(foundVersion(db, schema())).toBe(2);
    expect(db.prepare("SELECT version, name FROM migrations").all()).toEqual([
      { version: 1, name: "step 1" },
      { version: 2, name: "step 2" },
    ]);
  });

  it("done by another starter between the look and the work are found done (M1)", () => {
    const mine = open();
    const other = open(mine.name);
    const late: Schema = {
      table: "migrations",
      // Read after the version was looked up: here the other one gets in between.
      get migrations() {
        migrate(other, schema(first));
        return [first, second];
      },
    };
    migrate(mine, late);
    expect(columns(mine)).toEqual(["x", "y"]);
  });

  it("that fail are undone, the ones before stay", () => {
    const db = open();
    expect(() => migrate(db, schema(first, step(2, "CREATE TABLE b (x); CREATE TABLE a (x)")))).toThrow(
      "already exists",
    );
    expect(foundVersion(db, schema())).toBe(1);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'b'").get()).toBeUndefined();
  });

  it("of a newer program are named (M2)", () => {
    const db = open();
    migrate(db, schema(first, second));
    expect(newerSchema(db, schema(first, second), "x.db")).toBeUndefined();
    expect(newerSchema(db, schema(first), "x.db")).toContain("(schema 2, this one knows 1)");
  });
});
