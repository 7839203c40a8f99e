import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { importGoalsDb } from "../../../state/import/goals-db.ts";
import { opened } from "../backlog/open-for-test.ts";
import { temporaryDirectory } from "../temporary.ts";

function fileWith(...sql: string[]): string {
  const path = join(temporaryDirectory(), "goals.db");
  const db = new Database(path);
  for (const statement of sql) db.exec(statement);
  db.close();
  return path;
}

const TABLE = `CREATE TABLE tasks (id INTEGER PRIMARY KEY, content TEXT, project TEXT, category TEXT, priority INTEGER,
  status TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)`;

describe("the goal database of the original monitor", () => {
  it("gives its pending tasks in their order, counts the others, and is left as it was", () => {
    const path = fileWith(
      TABLE,
      `INSERT INTO tasks VALUES (1, 'low', 'week2', 'dev', 10, 'pending', '2026-02-14T20:00:00'),
        (2, 'high', NULL, NULL, 190, 'pending', 'long ago'), (3, 'over', NULL, NULL, 50, 'completed', NULL),
        (4, 'over too', NULL, NULL, 50, 'completed', NULL), (5, 'plain', NULL, NULL, NULL, NULL, 1771099200)`,
    );
    const before = readFileSync(path);
    expect(importGoalsDb(path)).toEqual({
      kind: "read",
      tasks: [
        { id: "2", content: "high", priority: 100 },
        {
          id: "1",
          content: "low",
          project: "week2",
          category: "dev",
          priority: 10,
          createdAt: Date.UTC(2026, 1, 14, 20),
        },
        { id: "5", content: "plain", createdAt: Date.UTC(2026, 1, 14, 20) },
      ],
      left: { completed: 2 },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("may have nothing but content", () => {
    const path = fileWith("CREATE TABLE tasks (content TEXT)", "INSERT INTO tasks VALUES ('a')");
    expect(importGoalsDb(path)).toEqual({ kind: "read", tasks: [{ content: "a" }], left: {} });
  });

  it("brought over twice is there once", async () => {
    const path = fileWith(TABLE, "INSERT INTO tasks (content, status) VALUES ('a', 'pending'), ('b', 'pending')");
    const backlog = await opened(join(temporaryDirectory(), "goals.db"));
    for (let n = 0; n < 2; n += 1) {
      const read = importGoalsDb(path);
      if (read.kind === "refused") throw new Error(read.why);
      for (const { createdAt = 0, ...task } of read.tasks) await backlog.add(task, createdAt);
    }
    expect((await backlog.list({})).map(({ id, content }) => [id, content])).toEqual([
      ["1", "a"],
      ["2", "b"],
    ]);
    backlog.close();
  });

  it.each([
    ["no tasks", ["CREATE TABLE other (x)"], "no table `tasks`"],
    ["no content", ["CREATE TABLE tasks (title TEXT)"], "its table `tasks` has no column `content`"],
    ["an empty content", [TABLE, "INSERT INTO tasks (id, status) VALUES (7, 'pending')"], "task 7: content is NULL"],
    ["a view", ["CREATE VIEW tasks AS SELECT 'a' AS content FROM missing"], "no such table: main.missing"],
  ])("with %s is refused, file and place named", (_name, sql, why) => {
    const path = fileWith(...sql);
    expect(importGoalsDb(path)).toEqual({ kind: "refused", why: `${path}: ${why}` });
  });

  it("that is no database, or not there, is refused", () => {
    const path = join(temporaryDirectory(), "goals.db");
    expect(importGoalsDb(path)).toEqual({ kind: "refused", why: expect.stringContaining(`${path} cannot be opened`) });
    writeFileSync(path, "no database\n".repeat(100));
    expect(importGoalsDb(path)).toEqual({ kind: "refused", why: expect.stringContaining("is not an SQLite database") });
  });
});
