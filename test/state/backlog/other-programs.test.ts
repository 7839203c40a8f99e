import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { claimId, sessionName, taskId } from "../../../machines/ids.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened } from "./open-for-test.ts";

const ORIGINAL_QUERY = `SELECT * FROM tasks WHERE status='pending' AND (project LIKE '%week2%' OR project LIKE '%research%' OR project LIKE '%foundation%') ORDER BY priority DESC, created_at ASC LIMIT 1`;
const ORIGINAL_PROJECTS = ["%week2%", "%research%", "%foundation%"];
const LATER = Date.UTC(2100, 0);

const request = (claim: string, projects: readonly string[] = []) => ({
  claim: claimId(claim),
  session: sessionName("mary"),
  projects,
  at: LATER,
});

let other: Database.Database;
let backlog: Backlog;
beforeEach(async () => {
  const path = join(temporaryDirectory(), "goals.db");
  backlog = await opened(path);
  other = new Database(path);
  onTestFinished(() => {
    backlog.close();
    other.close();
  });
});

describe("a row of another program", () => {
  it("with nothing but content is a whole task", async () => {
    const before = Date.now();
    other.exec("INSERT INTO tasks (content) VALUES ('a')");
    const [task] = await backlog.list({});
    expect(task).toEqual({
      id: expect.stringMatching(/^task-[0-9a-f]{8}$/),
      content: "a",
      project: "",
      category: "general",
      priority: 50,
      status: "pending",
      createdAt: expect.any(Number),
      fence: 0,
      attempts: 0,
    });
    expect(task!.createdAt).toBeGreaterThanOrEqual(before);
    expect(await backlog.claim(request("c1"))).toMatchObject({ kind: "claimed", task: { content: "a" } });
  });

  it("with NULL in the rest is one too", async () => {
    other.exec(`INSERT INTO tasks (id, content, project, category, priority, status, created_at)
      VALUES (NULL, 'a', NULL, NULL, NULL, NULL, NULL)`);
    expect(other.prepare("SELECT id, project, category, priority, status, created_at FROM tasks").get()).toEqual({
      id: expect.stringMatching(/^task-[0-9a-f]{8}$/),
      project: "",
      category: "general",
      priority: 50,
      status: "pending",
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
    });
  });

  it.each([
    [120, 100],
    [-3, 0],
    [72.6, 73],
    ["80", 80],
    ["high", 50],
  ])("of priority %j has priority %d", async (given, stored) => {
    other.prepare("INSERT INTO tasks (content, priority) VALUES ('a', ?)").run(given);
    expect((await backlog.list({}))[0]?.priority).toBe(stored);
    other.prepare("UPDATE tasks SET priority = ?").run(given);
    expect(other.prepare("SELECT priority FROM tasks").pluck().get()).toBe(stored);
  });

  it.each([
    ["2026-02-14 20:00:00", "2026-02-14 20:00:00.000"],
    ["2026-02-14 20:00:00.5", "2026-02-14 20:00:00.500"],
    ["2026-02-14T20:00:00Z", "2026-02-14 20:00:00.000"],
    ["2026-02-14T20:00:00.123456", "2026-02-14 20:00:00.123"],
    ["2026-02-14T20:00:00.123Z", "2026-02-14 20:00:00.123"],
    ["2026-02-14T20:00:00+02:00", "2026-02-14 18:00:00.000"],
    ["2026-02-14T20:00:00-0330", "2026-02-14 23:30:00.000"],
    ["2026-02-14T20:00z", "2026-02-14 20:00:00.000"],
    ["  2026-02-14  ", "2026-02-14 00:00:00.000"],
    [1771099200, "2026-02-14 20:00:00.000"],
    [1771099200.25, "2026-02-14 20:00:00.250"],
    ["1771099200", "2026-02-14 20:00:00.000"],
    [1771099200123, "2026-02-14 20:00:00.123"],
  ])("created at %j is stored as %j, inserted or updated", async (given, stored) => {
    const read = other.prepare("SELECT created_at FROM tasks").pluck();
    other.prepare("INSERT INTO tasks (content, created_at) VALUES ('a', ?)").run(given);
    expect(read.get()).toBe(stored);
    other.exec("UPDATE tasks SET created_at = '2000-01-01 00:00:00.000'");
    other.prepare("UPDATE tasks SET created_at = ?").run(given);
    expect(read.get()).toBe(stored);
    expect((await backlog.list({}))[0]?.createdAt).toBe(Date.parse(`${stored.replace(" ", "T")}Z`));
  });

  it.each(["", "yesterday", "12:30", "2026-13-01", "now", 17, "20260214", 1e20, Buffer.from("x")])(
    "created at %j, which is no time, was created now",
    async (given) => {
      const before = Date.now();
      other.prepare("INSERT INTO tasks (content, created_at) VALUES ('a', ?)").run(given);
      const at = (await backlog.list({}))[0]?.createdAt ?? 0;
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
    },
  );

  it("sorts by time, whatever form it was written in", async () => {
    const insert = other.prepare("INSERT INTO tasks (content, created_at) VALUES (?, ?)");
    insert.run("third", "2026-02-14 20:00:02");
    insert.run("first", "2026-02-14T22:00:00+02:00");
    insert.run("fourth", 1771099203);
    insert.run("second", 1771099201000);
    expect((await backlog.list({})).map(({ content }) => content)).toEqual(["first", "second", "third", "fourth"]);
  });

  it("whose bytes are no text is failed, not given", async () => {
    other
      .prepare("INSERT INTO tasks (id, content) VALUES ('bad', CAST(? AS TEXT))")
      .run(Buffer.from([0x61, 0xff, 0x62]));
    other.prepare("INSERT INTO tasks (id, content) VALUES ('blob', ?)").run(Buffer.from("as a blob"));
    expect(await backlog.claim(request("c1"))).toMatchObject({ task: { id: "blob", content: "as a blob" } });
    expect(await backlog.get(taskId("bad"))).toMatchObject({
      status: "failed",
      note: "The task text is not valid UTF-8; write it again.",
    });
  });

  it("of a status of that program's own is shown and never given", async () => {
    for (const status of ["todo", "in_progress", "completed"])
      other.prepare("INSERT INTO tasks (id, content, status) VALUES (?, 'a', ?)").run(status, status);
    expect(await backlog.claim(request("c1"))).toEqual({ kind: "nothing" });
    const seen = (await backlog.list({})).map(({ id, status }) => [id, status]);
    expect(seen).toEqual([
      ["todo", "blocked"],
      ["in_progress", "working"],
      ["completed", "done"],
    ]);
    expect((await backlog.list({ statuses: ["done"] })).map(({ id }) => id)).toEqual(["completed"]);
  });

  it("keeps garbage in our own columns from stopping anything", async () => {
    other.exec(`INSERT INTO tasks (id, content, claim, session, not_before, finished_at)
      VALUES ('a', 'a', '#{x}', '', 'soon', 'never')`);
    const task = await backlog.get(taskId("a"));
    expect(task).toMatchObject({ id: "a", status: "pending" });
    for (const key of ["claim", "session", "notBefore", "finishedAt"]) expect(task).not.toHaveProperty(key);
  });

  it("changes the version", () => {
    const before = backlog.version();
    other.exec("INSERT INTO tasks (content) VALUES ('a')");
    expect(backlog.version()).not.toBe(before);
  });

  it("that is deleted while it is claimed is superseded", async () => {
    other.exec("INSERT INTO tasks (content) VALUES ('a')");
    await backlog.claim(request("c1"));
    other.exec("DELETE FROM tasks");
    expect(await backlog.begin(claimId("c1"), 1)).toBe("superseded");
    expect(await backlog.complete(claimId("c1"), 1, { kind: "done" }, LATER)).toBe("superseded");
  });
});

describe("the original query", () => {
  it("runs unchanged and finds what a claim would take", async () => {
    const insert = other.prepare("INSERT INTO tasks (content, project, priority, created_at) VALUES (?, ?, ?, ?)");
    insert.run("not ours", "other", 100, 1771099200);
    insert.run("low", "week2", 10, 1771099200);
    insert.run("young", "my-Research", 80, "2026-02-14T20:00:09Z");
    insert.run("old", "foundation-1", 80, "2026-02-14 20:00:01");
    insert.run("twin", "foundation-1", 80, "2026-02-14 20:00:01");
    const contents: unknown[] = [];
    for (let n = 0; n < 4; n += 1) {
      const found = other.prepare(ORIGINAL_QUERY).get();
      const claimed = await backlog.claim(request(`c${n}`, ORIGINAL_PROJECTS));
      if (claimed.kind !== "claimed") throw new Error("nothing was claimed");
      expect(found).toMatchObject({ id: claimed.task.id, content: claimed.task.content });
      contents.push(claimed.task.content);
    }
    expect(contents).toEqual(["old", "twin", "young", "low"]);
    expect(other.prepare(ORIGINAL_QUERY).get()).toBeUndefined();
  });
});

describe("the events of a task", () => {
  const events = (id: string) =>
    other
      .prepare<[string], { kind: string; claim: string | null; fence: number | null }>(
        "SELECT kind, claim, fence FROM task_events WHERE task_id = ? ORDER BY seq",
      )
      .all(id)
      .map(({ kind, claim, fence }) => [kind, claim, fence]);

  it("tell its life, from whoever inserted it to its end", async () => {
    other.exec("INSERT INTO tasks (id, content) VALUES ('a', 'a')");
    await backlog.claim(request("c1"));
    await backlog.release(claimId("c1"));
    await backlog.claim(request("c2"));
    await backlog.begin(claimId("c2"), 2);
    await backlog.working(claimId("c2"), 2);
    await backlog.complete(claimId("c2"), 2, { kind: "failed", reason: "r" }, LATER);
    await backlog.retry(taskId("a"), LATER);
    await backlog.cancel(taskId("a"), LATER);
    expect(events("a")).toEqual([
      ["created", null, null],
      ["ready", null, null],
      ["claimed", "c1", 1],
      ["released", "c1", 1],
      ["claimed", "c2", 2],
      ["sent", "c2", 2],
      ["working", "c2", 2],
      ["failed", "c2", 2],
      ["retried", null, null],
      ["cancelled", null, null],
    ]);
  });

  it("begin with its creation for a task that is not ready yet", () => {
    other.exec("INSERT INTO tasks (id, content, status) VALUES ('a', 'a', 'blocked')");
    expect(events("a")).toEqual([["created", null, null]]);
  });
});
