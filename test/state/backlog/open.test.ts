import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { claimId, sessionName, taskId } from "../../../machines/ids.ts";
import { openBacklog } from "../../../state/backlog/open-backlog.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened, options } from "./open-for-test.ts";

const T0 = Date.UTC(2026, 10, 24);
const request = { claim: claimId("c1"), session: sessionName("mary"), projects: [], at: Date.UTC(2100, 0) };

function fileWith(...sql: string[]): string {
  const path = join(temporaryDirectory(), "goals.db");
  const db = new Database(path);
  for (const statement of sql) db.exec(statement);
  db.close();
  return path;
}

const refusal = async (path: string): Promise<string> => {
  const answer = await openBacklog(path, options());
  return answer.kind === "refused" ? answer.why : "it was opened";
};

describe("a new goals.db", () => {
  it("is the owner's alone, side files too", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    const backlog = await opened(path);
    await backlog.add({ content: "a" }, T0);
    for (const end of ["", "-wal", "-shm"]) expect(statSync(path + end).mode & 0o777).toBe(0o600);
    backlog.close();
  });

  it("is there again when it is opened again", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    const first = await opened(path);
    const task = await first.add({ content: "a" }, T0);
    first.close();
    const second = await opened(path);
    expect(await second.get(task.id)).toEqual(task);
    second.close();
  });
});

describe("the goals.db of another program", () => {
  it("is extended: rows, other columns and other tables stay", async () => {
    const path = fileWith(
      `CREATE TABLE tasks (id TEXT PRIMARY KEY, content TEXT NOT NULL, project TEXT, category TEXT, priority INTEGER,
        status TEXT DEFAULT 'pending', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, owner TEXT)`,
      "CREATE TABLE goals (id INTEGER PRIMARY KEY, title TEXT)",
      "CREATE TABLE visions (id INTEGER PRIMARY KEY, title TEXT)",
      "INSERT INTO goals (title) VALUES ('g')",
      `INSERT INTO tasks VALUES ('t1', 'low', 'week2', 'dev', 10, 'pending', '2026-02-14T20:00:00', 'me'),
        ('t2', 'high', NULL, NULL, NULL, 'pending', NULL, NULL), ('t3', 'over', 'x', 'dev', 90, 'completed', '2026-02-14', NULL)`,
    );
    const backlog = await opened(path);
    expect(await backlog.claim(request)).toMatchObject({ task: { id: "t2", priority: 50, project: "" } });
    expect(await backlog.get(taskId("t1"))).toMatchObject({ priority: 10, createdAt: Date.UTC(2026, 1, 14, 20) });
    expect(await backlog.get(taskId("t3"))).toMatchObject({ status: "done" });
    const added = await backlog.add({ content: "ours" }, T0);
    expect(added.id).toMatch(/^task-/);

    const db = new Database(path);
    expect(db.prepare("SELECT owner, status FROM tasks WHERE id IN ('t1', 't3') ORDER BY id").all()).toEqual([
      { owner: "me", status: "pending" },
      { owner: null, status: "completed" },
    ]);
    expect(db.prepare("SELECT title FROM goals").all()).toEqual([{ title: "g" }]);
    db.exec("INSERT INTO tasks (content) VALUES ('without an id')");
    expect(db.prepare("SELECT id FROM tasks WHERE content = 'without an id'").pluck().get()).toMatch(/^task-/);
    db.close();
    backlog.close();
    (await opened(path)).close();
  });

  it("may count its tasks", async () => {
    const path = fileWith(
      "CREATE TABLE tasks (id INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT, priority INTEGER, status TEXT)",
      "INSERT INTO tasks (content, status) VALUES ('a', 'pending')",
    );
    const backlog = await opened(path);
    const claimed = await backlog.claim(request);
    expect(claimed).toMatchObject({ kind: "claimed", task: { id: "1" } });
    expect(await backlog.begin(request.claim, 1)).toBe("begun");
    expect(await backlog.complete(request.claim, 1, { kind: "done" }, T0)).toBe("completed");
    expect(await backlog.get(taskId("1"))).toMatchObject({ status: "done" });
    expect((await backlog.add({ content: "b" }, T0)).id).toBe("2");
    backlog.close();
  });

  it("may have nothing but content", async () => {
    const path = fileWith("CREATE TABLE tasks (content TEXT)", "INSERT INTO tasks VALUES ('a'), ('b')");
    const backlog = await opened(path);
    expect(await backlog.claim(request)).toMatchObject({ kind: "claimed", task: { content: "a", priority: 50 } });
    backlog.close();
  });

  it.each([
    ["has no content", ["CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT)"], "has no column `content`"],
    ["is a view", ["CREATE TABLE t (content TEXT)", "CREATE VIEW tasks AS SELECT * FROM t"], "is a view"],
    ["has no rowid", ["CREATE TABLE tasks (id TEXT PRIMARY KEY, content TEXT) WITHOUT ROWID"], "without rowid"],
    [
      "allows other states only",
      [
        "CREATE TABLE tasks (id TEXT PRIMARY KEY, content TEXT, status TEXT CHECK (status IN ('pending', 'completed')))",
      ],
      "does not accept drover's rows (CHECK constraint failed",
    ],
    [
      "wants more than we have",
      ["CREATE TABLE tasks (id TEXT PRIMARY KEY, content TEXT, owner TEXT NOT NULL)"],
      "does not accept drover's rows (NOT NULL constraint failed: tasks.owner)",
    ],
    [
      "has one id twice",
      ["CREATE TABLE tasks (id TEXT, content TEXT)", "INSERT INTO tasks VALUES ('a', 'a'), ('a', 'b')"],
      "does not accept drover's rows (UNIQUE constraint failed: tasks.id)",
    ],
  ])("that %s is refused with one line, and left as it was", async (_name, sql, reason) => {
    const path = fileWith(...sql);
    const before = readFileSync(path);
    const why = await refusal(path);
    expect(why).toContain(reason);
    expect(why).toMatch(
      new RegExp(`^${path} cannot be used: [^\\n]* Move it away, or choose another data directory; [^\\n]*$`),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe("what cannot be opened is refused with one line", () => {
  it("a newer schema, left untouched", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    (await opened(path)).close();
    const db = new Database(path);
    db.exec("INSERT INTO drover_migrations VALUES (99, 'the future', '')");
    db.close();
    const before = readFileSync(path);
    expect(await refusal(path)).toBe(
      `${path} was written by a newer drover (schema 99, this one knows 4). Update drover, or choose another data directory.`,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("a file that is no database, left untouched", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    writeFileSync(path, "this is not a database, it only has its name\n".repeat(50));
    expect(await refusal(path)).toBe(
      `${path} is not an SQLite database. Move it away, or choose another data directory.`,
    );
    expect(readFileSync(path, "utf8")).toContain("only has its name");
  });

  it("a directory", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    mkdirSync(path);
    expect(await refusal(path)).toContain(`${path} cannot be opened`);
  });

  it("a path in no directory", async () => {
    const path = join(temporaryDirectory(), "nowhere", "goals.db");
    expect(await refusal(path)).toContain("its directory does not exist");
    expect(existsSync(path)).toBe(false);
  });
});
