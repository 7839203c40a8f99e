// What goals.db itself holds about who waits for whom, whoever writes into it.
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { claimId, sessionName, taskId } from "../../../machines/ids.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import type { NewTask } from "../../../orchestrator/task.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened } from "./open-for-test.ts";

const T0 = Date.UTC(2026, 10, 24, 12);
const ORIGINAL_QUERY = "SELECT id FROM tasks WHERE status='pending' ORDER BY priority DESC, created_at ASC LIMIT 1";

let other: Database.Database;
let backlog: Backlog;
beforeEach(async () => {
  const path = join(temporaryDirectory(), "goals.db");
  backlog = await opened(path, { now: () => T0 });
  other = new Database(path);
  onTestFinished(() => {
    backlog.close();
    other.close();
  });
});

const add = (id: string, dependsOn: readonly string[] = [], more: Partial<NewTask> = {}) =>
  backlog.add({ id: taskId(id), content: id, dependsOn: dependsOn.map(taskId), ...more }, T0);
const status = (id: string) => other.prepare("SELECT status FROM tasks WHERE id = ?").pluck().get(id);
const statuses = (...ids: string[]) => ids.map(status);
const kinds = (id: string) =>
  other.prepare("SELECT kind FROM task_events WHERE task_id = ? ORDER BY seq").pluck().all(id);
const finish = (id: string) => backlog.finish(taskId(id), "seen", T0 + 5);
const say = (id: string, word: string | null) =>
  void other.prepare("UPDATE tasks SET status = ? WHERE id = ?").run(word, id);

describe("a task that waits", () => {
  it("is blocked from its first moment, and not what the original query finds", async () => {
    await add("a");
    expect(await add("b", ["a"], { priority: 99 })).toMatchObject({ status: "blocked", dependsOn: ["a"] });
    expect(other.prepare(ORIGINAL_QUERY).pluck().get()).toBe("a");
    expect(kinds("b")).toEqual(["created"]);
  });

  it("is freed with the last of what it waits for, in the same moment", async () => {
    await add("a");
    await add("b");
    await add("c", ["a", "b"]);
    await finish("a");
    expect(status("c")).toBe("blocked");
    await finish("b");
    expect(status("c")).toBe("pending");
    expect(kinds("c")).toEqual(["created", "ready"]);
    expect(other.prepare("SELECT at FROM task_events WHERE task_id = 'c' AND kind = 'ready'").pluck().get()).toBe(
      "2026-11-24 12:00:00.005",
    );
  });

  it.each(["done", "completed", "complete"])("is freed by another program that writes %s", async (word) => {
    await add("a");
    await add("b", ["a"]);
    say("a", word);
    expect(status("b")).toBe("pending");
  });

  it.each(["cancelled", "failed", "quarantined", "unsure", "todo"])("stays blocked where that is %s", async (word) => {
    await add("a");
    await add("b", ["a"]);
    say("a", word);
    expect(status("b")).toBe("blocked");
  });

  it("for a task that is not there waits for it, and goes when it is brought in as done", async () => {
    await add("b", ["a"]);
    expect(status("b")).toBe("blocked");
    other.exec("INSERT INTO tasks (id, content, status) VALUES ('a', 'a', 'done')");
    expect(status("b")).toBe("pending");
  });

  it("cannot be made pending by anybody's word", async () => {
    await add("a");
    await add("b", ["a"]);
    say("b", "pending");
    expect(status("b")).toBe("blocked");
    say("b", null);
    expect(status("b")).toBe("blocked");
  });

  it("is blocked again where what it waited for is opened again, unless it has begun", async () => {
    await add("a");
    await add("b", ["a"]);
    await add("c", ["a"]);
    await finish("a");
    await backlog.claim({ claim: claimId("c1"), session: sessionName("mary"), projects: [], at: T0 });
    say("a", "pending");
    expect(statuses("a", "b", "c")).toEqual(["pending", "claimed", "blocked"]);
    expect(kinds("c")).toEqual(["created", "ready", "blocked"]);
  });

  it("waits from when another program says so, and no longer", async () => {
    await add("a");
    await add("b");
    other.exec("INSERT INTO task_dependencies VALUES ('b', 'a')");
    expect(status("b")).toBe("blocked");
    other.exec("DELETE FROM task_dependencies");
    expect(status("b")).toBe("pending");
  });

  it("retried by a person still waits", async () => {
    await add("a");
    await add("b", ["a"]);
    await backlog.cancel(taskId("b"), T0);
    expect(await backlog.retry(taskId("b"), T0)).toMatchObject({ kind: "settled", task: { status: "blocked" } });
  });
});

describe("what another program blocked by a word of its own", () => {
  it("is not ours to free", async () => {
    other.exec("INSERT INTO tasks (id, content, status) VALUES ('a', 'a', 'pending'), ('b', 'b', 'on hold')");
    other.exec("INSERT INTO task_dependencies VALUES ('b', 'a')");
    say("a", "done");
    expect(status("b")).toBe("on hold");
  });
});

describe("a task with parts", () => {
  it("is never given, is done with its last part, and frees what waited for it, all the way up", async () => {
    await add("whole");
    await add("after", ["whole"]);
    await add("half", [], { parent: taskId("whole") });
    await add("other half", [], { parent: taskId("whole") });
    await add("quarter", [], { parent: taskId("half") });
    await add("after half", ["half"]);
    expect(statuses("whole", "half", "other half", "quarter", "after", "after half")).toEqual([
      "blocked",
      "blocked",
      "pending",
      "pending",
      "blocked",
      "blocked",
    ]);
    await finish("other half");
    expect(statuses("whole", "half", "after", "after half")).toEqual(["blocked", "blocked", "blocked", "blocked"]);
    await finish("quarter");
    expect(statuses("whole", "half", "after", "after half")).toEqual(["done", "done", "pending", "pending"]);
    expect(await backlog.get(taskId("whole"))).toMatchObject({
      note: "all its parts are done",
      finishedAt: T0 + 5,
    });
    expect(kinds("whole")).toEqual(["created", "ready", "blocked", "done"]);
  });

  it("is not done by a part that was cancelled", async () => {
    await add("whole");
    await add("one", [], { parent: taskId("whole") });
    await add("two", [], { parent: taskId("whole") });
    await backlog.cancel(taskId("one"), T0);
    await finish("two");
    expect(status("whole")).toBe("blocked");
  });

  it("also where its parts came first", async () => {
    await add("part", [], { parent: taskId("whole") });
    await add("whole");
    expect(status("whole")).toBe("blocked");
    await finish("part");
    expect(status("whole")).toBe("done");
  });

  const half = (id: string) => add(id, [], { parent: taskId("whole") });
  const run = (sql: string) => void other.exec(sql);
  const CANCEL_AND_RETRY = async () => {
    await backlog.cancel(taskId("whole"), T0);
    await finish("one");
    await backlog.retry(taskId("whole"), T0);
  };
  it.each<[string, () => Promise<void> | void]>([
    ["was reopened by another program", async () => void (await finish("one"), say("whole", "pending"))],
    ["was retried after its parts were done", CANCEL_AND_RETRY],
    [
      "lost its last open part",
      async () => void (await half("two"), await finish("one"), run("DELETE FROM tasks WHERE id = 'two'")),
    ],
    [
      "handed its last open part to another",
      async () =>
        void (await half("two"), await finish("one"), run("UPDATE tasks SET parent_id = 'b' WHERE id = 'two'")),
    ],
  ])("waits for nothing that is not there: one that %s is done, and what waits for it goes on", async (_, how) => {
    await add("whole");
    await add("after", ["whole"]);
    await half("one");
    await how();
    expect(statuses("whole", "after")).toEqual(["done", "pending"]);
    expect(kinds("whole").at(-1)).toBe("done");
    expect(kinds("after").at(-1)).toBe("ready");
  });

  it("that came after its parts, or got a part that was done, is done", async () => {
    await half("one");
    await finish("one");
    await add("whole");
    expect(status("whole")).toBe("done");
    expect(kinds("whole")).toEqual(["created", "done"]);
    await add("b");
    run("INSERT INTO tasks (id, content, status, parent_id) VALUES ('c', 'c', 'done', 'b')");
    expect(status("b")).toBe("done");
  });

  it("is a task like any other once its only part is gone", async () => {
    await add("whole");
    await half("one");
    run("DELETE FROM tasks WHERE id = 'one'");
    expect(status("whole")).toBe("pending");
    await half("two");
    run("UPDATE tasks SET parent_id = NULL WHERE id = 'two'");
    expect(statuses("whole", "two")).toEqual(["pending", "pending"]);
  });
});

describe("a deadline", () => {
  it.each([
    ["2026-12-01", "2026-12-01 00:00:00.000"],
    ["2026-12-01T10:00:00+02:00", "2026-12-01 08:00:00.000"],
    ["soon", "soon"],
  ])("%s is kept as %s", (given, kept) => {
    const read = other.prepare("SELECT deadline FROM tasks").pluck();
    other.prepare("INSERT INTO tasks (content, deadline) VALUES ('a', ?)").run(given);
    expect(read.get()).toBe(kept);
    other.exec("UPDATE tasks SET deadline = NULL");
    other.prepare("UPDATE tasks SET deadline = ?").run(given);
    expect(read.get()).toBe(kept);
  });
});
