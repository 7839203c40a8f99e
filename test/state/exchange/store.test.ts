// Out of one goals.db and into another: the same again; what is wrong is refused as a whole.
import { join } from "node:path";
import Database from "better-sqlite3";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goalId, taskId } from "../../../machines/ids.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import type { Book, BookTask } from "../../../orchestrator/exchange/book.ts";
import { idsFrom } from "../../../orchestrator/exchange/book.ts";
import { readJsonLines, writeJsonLines } from "../../../state/exchange/json-lines.ts";
import { temporaryDirectory } from "../temporary.ts";
import { emptied } from "../backlog/emptied.ts";
import { opened } from "../backlog/open-for-test.ts";
import { anyBook } from "./any-book.ts";

const T0 = Date.UTC(2026, 10, 24, 12);
const reading = { now: T0, idFor: idsFrom((text) => text) };

/** The book as the file says it. */
async function carried(text: string, into: Backlog): Promise<number> {
  const read = readJsonLines(text, reading);
  if (read.kind === "refused") throw new Error(JSON.stringify(read.mistakes));
  const came = await into.bringIn(read.book, T0 + 9_000);
  if (came.kind === "refused") throw new Error(JSON.stringify(came.mistakes));
  return came.visions.length + came.goals.length + came.tasks.length;
}

describe("a book", () => {
  it(
    "brought into an empty store comes out the same, and adds nothing a second time",
    { timeout: 60_000 },
    async () => {
      const [first, second] = [await emptied({ now: () => T0 }), await emptied({ now: () => T0 })];
      const property = fc.asyncProperty(anyBook, async (book) => {
        first.empty();
        second.empty();
        const size = book.visions.length + book.goals.length + book.tasks.length;
        expect(await carried(writeJsonLines(book), first.backlog)).toBe(size);
        const once = writeJsonLines(await first.backlog.book());
        expect(await carried(once, second.backlog)).toBe(size);
        expect(writeJsonLines(await second.backlog.book())).toBe(once);
        const version = second.backlog.version();
        expect(await carried(once, second.backlog)).toBe(0);
        expect([writeJsonLines(await second.backlog.book()), second.backlog.version()]).toEqual([once, version]);
        await holdsTheRules(await second.backlog.book(), second.backlog);
      });
      await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit: 30_000 });
    },
  );

  it("keeps the order in which its tasks would have been given", async () => {
    const directory = temporaryDirectory();
    const [from, to] = [await opened(join(directory, "a.db")), await opened(join(directory, "b.db"))];
    for (const id of ["z", "m", "a"]) await from.add({ id: taskId(id), content: id }, T0);
    await carried(writeJsonLines(await from.book()), to);
    expect((await to.list({})).map(({ id }) => id)).toEqual(["z", "m", "a"]);
    from.close();
    to.close();
  });

  it.each([
    ["claimed", "pending"],
    ["sent", "unsure"],
    ["working", "unsure"],
    ["checking", "unsure"],
    ["review", "unsure"],
    ["blocked", "pending"],
  ] as const)("whose task is %s brings it in as %s", async (status, arrives) => {
    const store = await opened(join(temporaryDirectory(), "goals.db"), { now: () => T0 });
    await carried(writeJsonLines({ visions: [], goals: [], tasks: [{ ...task("a"), status }] }), store);
    expect((await store.get(taskId("a")))?.status).toBe(arrives);
    store.close();
  });

  it("frees what waited for a task that it brings in as done", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    const store = await opened(path, { now: () => T0 });
    const other = new Database(path);
    other.exec("INSERT INTO tasks (id, content) VALUES ('b', 'b'); INSERT INTO task_dependencies VALUES ('b', 'a')");
    other.close();
    await carried(writeJsonLines({ visions: [], goals: [], tasks: [{ ...task("a"), status: "done" }] }), store);
    expect((await store.get(taskId("b")))?.status).toBe("pending");
    expect((await store.history(taskId("a"))).map(({ kind }) => kind)).toEqual(["created", "done"]);
    store.close();
  });
});

/** W1 to W3 of orchestrator/goals/readiness.ts, said once more in the plainest way. */
async function holdsTheRules({ tasks }: Book, store: Backlog): Promise<void> {
  const status = new Map(tasks.map(({ id, status }) => [id, status]));
  for (const { id, status: own, dependsOn = [] } of tasks) {
    const parts = tasks.filter(({ parent }) => parent === id);
    const waits = dependsOn.some((need) => status.get(need) !== "done") || parts.length > 0;
    if (own === "pending" || own === "blocked") expect([id, own]).toEqual([id, waits ? "blocked" : "pending"]);
    if (own === "blocked" && parts.length > 0) expect(parts.every((part) => part.status === "done")).toBe(false);
  }
  const { progress } = await store.tree(100);
  expect(progress.total + progress.cancelled).toBe(
    tasks.filter(({ id }) => !tasks.some(({ parent }) => parent === id)).length,
  );
}

const task = (id: string, more: Partial<BookTask> = {}): BookTask => ({
  id: taskId(id),
  content: id,
  project: "",
  category: "general",
  priority: 50,
  status: "pending",
  createdAt: T0,
  ...more,
});

describe("what is wrong is refused with its line, and nothing of the file is kept:", () => {
  it.each<readonly [string, readonly Partial<BookTask>[], readonly string[]]>([
    [
      "no such goal",
      [{}, { goal: goalId("goal-0") }],
      ["2: t1 is of goal goal-0, which is neither in the file nor kept"],
    ],
    ["no such need", [{ dependsOn: [taskId("x")] }], ["1: t0 waits for x, which is neither in the file nor kept"]],
    ["no such whole", [{ parent: taskId("x") }], ["1: t0 is a part of x, which is neither in the file nor kept"]],
    [
      "a whole that is done",
      [{ parent: taskId("old") }],
      ["1: t0 is a part of old, which is done; only pending and blocked ones take parts"],
    ],
    ["an id twice", [{}, {}, { id: taskId("t0") }], ["3: t0 is there twice, first in line 1"]],
    ["no text", [{ content: " " }], ["1: The text of t0 is empty; say what is to be done."]],
    [
      "a control character",
      [{}, { content: "a\u001b" }],
      ["2: The text of t1 has the control character ESC (U+001B) in line 1, column 2; remove it."],
    ],
    [
      "a circle",
      [{ dependsOn: [taskId("t1")] }, { dependsOn: [taskId("t0")] }],
      ["1: that would be a circle: t0 waits for t1, which waits for t0"],
    ],
    [
      "a circle through a whole",
      [{ dependsOn: [taskId("t1")] }, {}, { parent: taskId("t1"), dependsOn: [taskId("t0")] }],
      ["1: that would be a circle: t0 waits for t1, which waits for t2, which waits for t0"],
    ],
    [
      "a circle through what is kept",
      [{ id: taskId("ghost"), dependsOn: [taskId("haunted")] }],
      ["1: that would be a circle: ghost waits for haunted, which waits for ghost"],
    ],
    [
      "two things at once",
      [{ goal: goalId("g") }, { content: "" }],
      [
        "1: t0 is of goal g, which is neither in the file nor kept",
        "2: The text of t1 is empty; say what is to be done.",
      ],
    ],
  ])("%s", async (_name, tasks, why) => {
    const path = join(temporaryDirectory(), "goals.db");
    const store = await opened(path, { now: () => T0 });
    const other = new Database(path);
    other.exec("INSERT INTO tasks (id, content, status) VALUES ('old', 'old', 'done'), ('haunted', 'h', 'pending')");
    other.exec("INSERT INTO task_dependencies VALUES ('haunted', 'ghost')");
    const before = await store.book();
    const book = { visions: [], goals: [], tasks: tasks.map((one, n) => ({ ...task(`t${n}`), line: n + 1, ...one })) };
    const came = await store.bringIn(book, T0);
    expect(came.kind === "refused" ? came.mistakes.map(({ line, why: said }) => `${line}: ${said}`) : came).toEqual(
      why,
    );
    expect(await store.book()).toEqual(before);
    expect(other.prepare("SELECT count(*) FROM task_dependencies").pluck().get()).toBe(1);
    other.close();
    store.close();
  });

  it("a goals.db that numbers its tasks", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    const other = new Database(path);
    other.exec("CREATE TABLE tasks (id INTEGER PRIMARY KEY, content TEXT)");
    other.close();
    const store = await opened(path, { now: () => T0 });
    expect(await store.bringIn({ visions: [], goals: [], tasks: [task("a")] }, T0)).toMatchObject({ kind: "refused" });
    store.close();
  });
});

describe("JSON Lines that are wrong are all said at once:", () => {
  it.each([
    ["not JSON", "{", "expected a vision, goal or task as one JSON object"],
    ["a list", "[]", "expected a vision, goal or task as one JSON object"],
    ["another kind", '{"kind":"epic","content":"a"}', "expected a vision, goal or task as one JSON object"],
    ["no text", '{"id":"a"}', "content: Invalid input: expected string, received undefined"],
    ["a mistyped key", '{"content":"a","depend_on":["b"]}', 'Unrecognized key: "depend_on"'],
    ["a priority", '{"content":"a","priority":101}', "priority: Too big: expected number to be <=100"],
    ["a time", '{"content":"a","deadline":"tomorrow"}', "deadline: expected a time such as 2026-12-01T18:00:00Z"],
  ])("%s", (_name, line, why) => {
    const read = readJsonLines(`{"content":"fine"}\n\n${line}\n{"content":"fine too"}\n${line}\n`, reading);
    expect(read).toMatchObject({
      kind: "refused",
      mistakes: [
        { line: 3, why: expect.stringContaining(why) },
        { line: 5, why: expect.stringContaining(why) },
      ],
    });
  });

  it("what the API says of a task is a line", () => {
    const wire = {
      id: "a",
      content: "a",
      claim: null,
      fence: 3,
      attempts: 0,
      not_before: null,
      goal: null,
      labels: [],
    };
    expect(readJsonLines(JSON.stringify(wire), reading)).toMatchObject({
      kind: "read",
      book: { tasks: [{ id: "a" }] },
    });
  });
});
