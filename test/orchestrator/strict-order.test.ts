import { describe, expect, it } from "vitest";
import { taskId } from "../../machines/ids.ts";
import type { Candidate } from "../../orchestrator/strict-order.ts";
import { compareStrict, explainStrict } from "../../orchestrator/strict-order.ts";

const task = (name: string, more: Partial<Candidate> = {}): Candidate => ({
  id: taskId(name),
  priority: 50,
  createdAt: 1_000,
  row: 1,
  bound: false,
  ...more,
});

describe("the strict order", () => {
  it("is: bound to the session, priority, age, insertion", () => {
    const given = [
      task("bound, low", { bound: true, priority: 1, createdAt: 9_000, row: 9 }),
      task("urgent", { priority: 90, createdAt: 9_000, row: 9 }),
      task("older", { createdAt: 500, row: 9 }),
      task("inserted first", { row: 2 }),
      task("inserted last", { row: 3 }),
    ];
    expect(given.toReversed().sort(compareStrict)).toEqual(given);
  });
});

describe("the explanation", () => {
  it.each<[string, Candidate, Candidate[], number]>([
    ["the only task for this session", task("a"), [], 1],
    ["bound to this session", task("a", { bound: true }), [], 1],
    ["bound to this session, before 1 other", task("a", { bound: true }), [task("b")], 2],
    ["bound to this session, before 6 others", task("a", { bound: true }), [task("b")], 7],
    ["priority 80, highest of 3", task("a", { priority: 80 }), [task("b"), task("c")], 3],
    ["priority 50, oldest of 3", task("a", { createdAt: 1 }), [task("b"), task("c")], 3],
    ["priority 50, first inserted of 2", task("a"), [task("b", { row: 2 })], 2],
    [
      "priority 80, highest of 2; bound to this session",
      task("a", { bound: true, priority: 80 }),
      [task("b", { bound: true })],
      2,
    ],
  ])("%s", (because, best, next, considered) => {
    expect(explainStrict(best, next, considered).because).toBe(because);
  });

  it("names at most five runners-up", () => {
    const next = [1, 2, 3, 4, 5, 6].map((row) => task(`t${row}`, { row }));
    expect(explainStrict(task("a", { row: 0 }), next, 7)).toEqual({
      policy: "strict",
      considered: 7,
      runnersUp: next.slice(0, 5).map(({ id }) => ({ id, priority: 50, createdAt: 1_000 })),
      because: "priority 50, first inserted of 7",
    });
  });
});
