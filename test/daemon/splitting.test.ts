// What is too large is proposed to be split, on a real goals.db, by a planner that answers what the test wants.
import { describe, expect, it, onTestFinished } from "vitest";
import { randomIds } from "../../adapters/ids.ts";
import { keepSplitting } from "../../daemon/goals/keep-splitting.ts";
import { makeGoalService } from "../../daemon/goals/make-goal-service.ts";
import { markdownPlanner } from "../../daemon/goals/markdown-planner.ts";
import { makeLife } from "../../daemon/life.ts";
import type { Asked, Planner, PlannerAnswer } from "../../daemon/ports/planner.ts";
import { claimId, sessionName, taskId } from "../../machines/ids.ts";
import type { NewTask } from "../../orchestrator/task.ts";
import { workLine } from "../../daemon/service/work-log.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import { emptied } from "../state/backlog/emptied.ts";
import { manualClock } from "../support/manual-clock.ts";
import { waitFor } from "../support/wait.ts";

const HOUR = 3_600_000;
const HALVES: PlannerAnswer = {
  kind: "tasks",
  leftOut: [],
  tasks: ["first half", "second half"].map((content) => ({ key: content, content, dependsOn: [] })),
};

async function house(mode: "ask" | "auto", answer: PlannerAnswer | Planner = HALVES, rows = 1_000) {
  const clock = manualClock();
  const { backlog } = await emptied({ now: () => clock.now() });
  const asked: Asked[] = [];
  const planner: Planner =
    "plan" in answer ? answer : { name: "scripted", callOff: () => {}, plan: async (one) => (asked.push(one), answer) };
  const planning = { max: 12, checks: false, split: mode } as const;
  const goals = makeGoalService({ backlog, clock, ids: randomIds(), planner, planning });
  const life = makeLife(clock);
  const notes: (readonly [string, unknown])[] = [];
  let rounds = 0;
  const looked = { ...backlog, heavy: (after: number, rows: number) => ((rounds += 1), backlog.heavy(after, rows)) };
  const begin = () => {
    const kept = keepSplitting({
      rows,
      backlog: looked,
      goals,
      mode,
      life,
      note: (type, data) => void notes.push([type, data]),
    });
    onTestFinished(async () => {
      life.end();
      await kept;
    });
  };
  /** Until a whole round has passed since now. */
  const pass = async () => {
    const want = rounds + 2;
    // Something changes, so that it looks again.
    await backlog.add({ content: "by the way" }, clock.now());
    await waitFor("a round", () => {
      clock.advance(10_000);
      void backlog.add({ content: "by the way" }, clock.now());
      return rounds >= want;
    });
  };
  const add = (id: string, more: Partial<NewTask> = {}) =>
    backlog.add({ id: taskId(id), content: id, ...more }, clock.now());
  /** An agent worked on it for so long, in vain. */
  const tried = async (id: string, hours: number, how: "again" | "failed") => {
    const claim = claimId(`c-${id}`);
    const given = await backlog.claim({ claim, session: sessionName("mary"), projects: [], at: clock.now() });
    if (given.kind !== "claimed" || given.task.id !== id) throw new Error(`${id} was not given`);
    await backlog.begin(claim, given.fence);
    await backlog.working(claim, given.fence);
    clock.advance(hours * HOUR);
    const ending =
      how === "failed" ? ({ kind: how, reason: "r" } as const) : ({ kind: how, reason: "r", notBefore: 0 } as const);
    await backlog.complete(claim, given.fence, ending, clock.now());
  };
  return { backlog, goals, asked, notes, begin, pass, add, tried, life, clock };
}

describe("a task that is too large", () => {
  it("by its size is proposed as a chain, once, and waits for a yes", async () => {
    const { backlog, goals, asked, notes, begin, pass, add } = await house("ask");
    await add("large", { size: "L" });
    await add("small", { size: "S" });
    begin();
    await waitFor("the plan", () => notes.length > 0);
    await pass();
    await pass();
    expect(asked).toMatchObject([{ kind: "task", text: "large", because: "size L is more than one go", parts: 7 }]);
    const [plan] = await goals.plans(["proposed"]);
    expect(plan).toMatchObject({
      subject: { kind: "task", task: "large" },
      tasks: [{}, { dependsOn: ["first half"] }],
    });
    expect(notes).toEqual([
      ["split proposed", { task: "large", plan: plan?.id, parts: 2, because: "size L is more than one go" }],
    ]);
    expect((await backlog.get(taskId("large")))?.status).toBe("pending");

    expect((await goals.accept(plan?.id ?? "")).kind).toBe("accepted");
    expect((await backlog.get(taskId("large")))?.status).toBe("blocked");
  });

  it.each(["again", "failed"] as const)("by a try of three hours that ended as %s", async (how) => {
    const { asked, notes, begin, add, tried } = await house("ask");
    await add("long");
    await tried("long", 3, how);
    begin();
    await waitFor("the plan", () => notes.length > 0);
    expect(asked).toMatchObject([{ text: "long", because: "a try of 180 minutes failed" }]);
  });

  it("is split at once where the user has said so, and is done with its last part", async () => {
    const { backlog, notes, begin, add } = await house("auto");
    await add("large", { size: "L" });
    begin();
    await waitFor("the split", () => notes.length > 0);
    expect(notes).toMatchObject([["split", { task: "large", parts: 2 }]]);
    const parts = (await backlog.list({})).filter(({ parent }) => parent === "large");
    expect(parts.map(({ content, status }) => [content, status])).toEqual([
      ["first half", "pending"],
      ["second half", "blocked"],
    ]);
    for (const { id } of parts) await backlog.finish(id, "seen", 1);
    expect((await backlog.get(taskId("large")))?.status).toBe("done");
  });

  it("stays whole where somebody has said no, also for the next daemon", async () => {
    const { goals, asked, begin, pass, add } = await house("auto");
    await add("large", { size: "L" });
    const planned = await goals.split("large", {});
    await goals.reject(planned.kind === "planned" ? planned.plan.id : "");
    begin();
    await pass();
    expect(asked).toHaveLength(1);
  });

  it.each<readonly [string, PlannerAnswer | Planner, readonly unknown[]]>([
    [
      "the planner fails: it is said",
      { kind: "failed", why: "no key" },
      [["split failed", { task: "large", why: "no key" }]],
    ],
    ["the text names no steps: there is nothing to say", markdownPlanner(() => 0), []],
    ["there is one part alone", { ...HALVES, tasks: HALVES.tasks.slice(0, 1) }, []],
  ])("stays whole where %s", async (_name, answer, said) => {
    const { backlog, notes, begin, pass, add } = await house("auto", answer);
    await add("large", { size: "L" });
    begin();
    await pass();
    await pass();
    expect(notes).toEqual(said);
    expect((await backlog.get(taskId("large")))?.status).toBe("pending");
  });
});

describe("a task that is not", () => {
  it("is left alone: tried for a short time, a part of another, done", async () => {
    const { backlog, asked, begin, pass, add, tried } = await house("auto");
    await add("short");
    await tried("short", 1, "failed");
    await add("whole");
    await add("part", { parent: taskId("whole"), size: "L" });
    await add("over", { size: "L" });
    await backlog.finish(taskId("over"), "seen", 1);
    begin();
    await pass();
    expect(asked).toEqual([]);
  });
});

it("looks through many, a page at a time", async () => {
  const { asked, begin, add, notes, clock } = await house("ask", HALVES, 10);
  for (let n = 0; n < 45; n += 1) await add(`large-${n}`, { size: "L" });
  begin();
  await waitFor("all of them", () => (clock.advance(10_000), notes.length === 45), 20_000);
  expect(new Set(asked.map(({ text }) => text)).size).toBe(45);
});

it.each([
  [
    "split proposed",
    { task: "t", plan: "plan-1", parts: 3, because: "size L is more than one go" },
    "Proposed to split task t into 3 (size L is more than one go): drover goals accept plan-1 [drover]",
  ],
  ["split", { task: "t", plan: "plan-1", parts: 3, because: "b" }, "Split task t into 3 (b) [drover]"],
  ["split failed", { task: "t", why: "no key" }, "Task t is too large, and no plan of its parts came: no key [drover]"],
])("the work log says of %s", (type, data, line) => {
  const entry = { seq: 1, at: 0, session: sessionName("drover"), kind: "note", type, data } as const;
  expect(workLine(entry, {} as Ledger)).toBe(line);
});
