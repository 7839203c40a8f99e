// A database of every schema that was ever released, as the program of its time left it after ten tasks.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openLedger } from "../../../state/ledger/open-ledger.ts";
import { BACKLOG_SCHEMA } from "../../../state/migrations/backlog/schema.ts";
import { LEDGER_SCHEMA } from "../../../state/migrations/ledger/schema.ts";
import { foundVersion, knownVersion } from "../../../state/migrations/migrate.ts";
import type { Schema } from "../../../state/migrations/migrate.ts";
import { opened } from "../backlog/open-for-test.ts";
import { temporaryDirectory } from "../temporary.ts";

const KEPT = new URL("../schemas/", import.meta.url);

const versionsOf = (name: string): readonly number[] =>
  readdirSync(KEPT)
    .flatMap((file) => new RegExp(String.raw`^${name}-(\d+)\.db\.br$`).exec(file)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);

function laidOut(name: string, version: number): string {
  const path = join(temporaryDirectory(), `${name}.db`);
  writeFileSync(path, brotliDecompressSync(readFileSync(new URL(`${name}-${version}.db.br`, KEPT))));
  return path;
}

/** Every row of these tables, as they stand in the file. */
function rowsOf(path: string, tables: readonly string[], columns = "*"): readonly unknown[] {
  const db = new Database(path, { readonly: true });
  try {
    return tables.map((table) => db.prepare(`SELECT ${columns} FROM ${table} ORDER BY rowid`).all());
  } finally {
    db.close();
  }
}

function versionIn(path: string, schema: Schema): number {
  const db = new Database(path, { readonly: true });
  try {
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    return foundVersion(db, schema);
  } finally {
    db.close();
  }
}

it("each schema before this one is kept", () => {
  const before = (schema: Schema) => Array.from({ length: knownVersion(schema) - 1 }, (_, at) => at + 1);
  expect(versionsOf("goals")).toEqual(expect.arrayContaining(before(BACKLOG_SCHEMA)));
  expect(versionsOf("state")).toEqual(expect.arrayContaining(before(LEDGER_SCHEMA)));
});

describe.each(versionsOf("goals"))("goals.db of schema %i", (version) => {
  it("is brought up to date: its tasks and what happened to them are as they were, and it goes on", async () => {
    const path = laidOut("goals", version);
    expect(versionIn(path, BACKLOG_SCHEMA)).toBe(version);
    const columns = "content, status, priority, created_at, session, attempts";
    const tasks = rowsOf(path, ["tasks"], columns);
    const events = rowsOf(path, ["task_events"]);
    const backlog = await opened(path);
    expect((await backlog.list({})).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => "done"));
    const { id } = await backlog.add({ content: "one more" }, Date.now());
    expect((await backlog.get(id))?.status).toBe("pending");
    await backlog.cancel(id, Date.now());
    backlog.close();
    expect(versionIn(path, BACKLOG_SCHEMA)).toBe(knownVersion(BACKLOG_SCHEMA));
    expect(rowsOf(path, [`(SELECT rowid, * FROM tasks WHERE id <> '${id}')`], columns)).toEqual(tasks);
    expect(
      rowsOf(
        path,
        [`(SELECT rowid, * FROM task_events WHERE task_id <> '${id}')`],
        "seq, task_id, kind, at, claim, fence, session, data",
      ),
    ).toEqual(events);
  });
});

it("what an older schema left blocked though all its parts are done, is done", async () => {
  const path = laidOut("goals", 3);
  const db = new Database(path);
  db.exec(`INSERT INTO tasks (id, content) VALUES ('whole', 'w'), ('after', 'a');
    INSERT INTO task_dependencies (task_id, depends_on) VALUES ('after', 'whole');
    INSERT INTO tasks (id, content, parent_id) VALUES ('part', 'p', 'whole');
    UPDATE tasks SET status = 'done' WHERE id = 'part';
    UPDATE tasks SET status = 'pending' WHERE id = 'whole'`);
  const statuses = db.prepare("SELECT status FROM tasks WHERE id IN ('whole', 'after') ORDER BY id DESC").pluck();
  expect(statuses.all()).toEqual(["blocked", "blocked"]);
  (await opened(path)).close();
  expect(statuses.all()).toEqual(["done", "pending"]);
  db.close();
});

describe.each(versionsOf("state"))("state.db of schema %i", (version) => {
  it("is brought up to date: journal, snapshots, deliveries and screens are as they were", () => {
    const path = laidOut("state", version);
    expect(versionIn(path, LEDGER_SCHEMA)).toBe(version);
    const whole = ["journal", "snapshots", "timers", "outbox"];
    const before = rowsOf(path, whole);
    const screens = rowsOf(path, ["screens"], "hash, session, at, body");
    const deliveries = rowsOf(path, ["deliveries"], "claim, session, phase, at, body");
    const answer = openLedger(path);
    if (answer.kind === "refused") throw new Error(answer.why);
    expect(answer.ledger.journal({ limit: 1_000, end: "oldest" })).not.toEqual([]);
    expect(answer.ledger.openDeliveries()).toEqual([]);
    answer.ledger.close();
    expect(versionIn(path, LEDGER_SCHEMA)).toBe(knownVersion(LEDGER_SCHEMA));
    expect(rowsOf(path, whole)).toEqual(before);
    expect(rowsOf(path, ["screens"], "hash, session, at, body")).toEqual(screens);
    expect(rowsOf(path, ["deliveries"], "claim, session, phase, at, body")).toEqual(deliveries);
  });
});
