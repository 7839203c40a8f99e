// What a task weighs, and which one is chosen by it.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sessionName, taskId } from "../../../machines/ids.ts";
import type { TaskId } from "../../../machines/ids.ts";
import type { OpenTask, Pool } from "../../../orchestrator/priority/policy.ts";
import { URGENCY } from "../../../orchestrator/priority/urgency.ts";
import { MINUTES, weigh } from "../../../orchestrator/priority/weigh.ts";
import type { Candidate } from "../../../orchestrator/strict-order.ts";
import { compareStrict } from "../../../orchestrator/strict-order.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;
const open = (
  id: string,
  more: Partial<Omit<OpenTask, "waitsFor">> & { readonly after?: readonly string[] } = {},
): OpenTask => {
  const { after = [], ...rest } = more;
  return { id: taskId(id), priority: 50, createdAt: NOW, waitsFor: after.map(taskId), ...rest };
};
const weights = (...graph: readonly OpenTask[]) =>
  Object.fromEntries(
    [...weigh(graph, NOW)].map(([id, { priority, unlocks, urgency, index }]) => [
      id,
      [priority, unlocks.add, urgency.times, urgency.slackMinutes, index],
    ]),
  );

describe("a task weighs", () => {
  it.each<readonly [string, readonly OpenTask[], object]>([
    [
      "its priority alone, where nothing waits for it and nothing is due",
      [open("a", { priority: 80 })],
      { a: [1.6, 0, 1, undefined, 1.6] },
    ],
    [
      "half of what waits for it, and so on along the chain",
      [open("a"), open("b", { after: ["a"] }), open("c", { after: ["b"], priority: 100 })],
      { a: [1, 1, 1, undefined, 2], b: [1, 1, 1, undefined, 2], c: [2, 0, 1, undefined, 2] },
    ],
    [
      "its share of what waits for several",
      [open("a"), open("b"), open("c", { after: ["a", "b"], priority: 100 })],
      { a: [1, 0.5, 1, undefined, 1.5], b: [1, 0.5, 1, undefined, 1.5], c: [2, 0, 1, undefined, 2] },
    ],
    [
      "three times more on top where no slack is left",
      [open("a", { size: "M", deadline: NOW + HOUR })],
      { a: [1, 0, 4, 0, 4] },
    ],
    ["no more than that where it is too late", [open("a", { deadline: NOW - 5 * HOUR })], { a: [1, 0, 4, -360, 4] }],
    [
      "by the slack at the end of the chain, less what stands between",
      [
        open("a", { size: "S" }),
        open("b", { size: "L", after: ["a"] }),
        open("c", { after: ["b"], deadline: NOW + 10 * HOUR }),
      ],
      { a: [1, 0.75, 1.454, 340, 2.544], b: [1, 0.5, 1.406, 360, 2.109], c: [1, 0, 1.149, 540, 1.149] },
    ],
    [
      "by the nearest of several deadlines",
      [
        open("a"),
        open("b", { after: ["a"], deadline: NOW + 20 * HOUR }),
        open("c", { after: ["a"], deadline: NOW + 3 * HOUR }),
      ],
      { a: [1, 1, 3.15, 60, 6.3], b: [1, 0, 1.005, 1140, 1.005], c: [1, 0, 2.54, 120, 2.54] },
    ],
  ])("%s", (_name, graph, expected) => {
    expect(weights(...graph)).toEqual(expected);
  });

  it("and says whose deadline that is", () => {
    const graph = [open("a"), open("b", { after: ["a"], deadline: NOW + HOUR })];
    expect(weigh(graph, NOW).get(taskId("a"))?.urgency).toMatchObject({ deadline: NOW + HOUR, of: "b" });
  });
});

it("a weight is the same in whatever order the graph comes: fractions do not add up alike in all", () => {
  const graph = [
    open("a", { priority: 0 }),
    open("b", { priority: 57, after: ["a"] }),
    open("c", { priority: 41, after: ["a"] }),
    open("d", { priority: 11, after: ["a", "b"] }),
  ];
  const turned = graph.map((_, n) => [...graph.slice(n), ...graph.slice(0, n)]);
  const orders = [...turned, ...turned.map((order) => order.toReversed())];
  expect(new Set(orders.map((order) => weigh(order, NOW).get(taskId("a"))?.index)).size).toBe(1);
});

const mary = sessionName("mary");
const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id: taskId(id),
  priority: 50,
  createdAt: NOW,
  row: 1,
  bound: false,
  ...more,
});
const pool = (candidates: readonly Candidate[], graph: readonly OpenTask[], more: Partial<Pool> = {}): Pool => ({
  session: mary,
  at: NOW,
  candidates,
  graph,
  considered: candidates.length,
  sinceOldest: 0,
  ...more,
});

describe("the choice", () => {
  it("is the task before a deadline, and says what the strict order would have given", () => {
    const chosen = URGENCY.choose(
      pool(
        [candidate("a", { priority: 70 }), candidate("b")],
        [open("a", { priority: 70 }), open("b"), open("c", { after: ["b"], deadline: NOW + HOUR })],
      ),
    );
    expect(chosen?.choice).toMatchObject({
      policy: "urgency",
      strictWouldPick: "a",
      parts: { priority: 1, unlocks: { add: 0.5, tasks: ["c"] }, index: 6 },
      runnersUp: [{ id: "a", priority: 70, index: 1.4 }],
      because: "weighs 6 (priority 1 + unlocks 0.5, x 4 for -60 min of slack), most of 2; the next weighs 1.4",
    });
  });

  it("is what a person gave to the session, whatever the rest weighs", () => {
    const due = open("b", { deadline: NOW });
    const chosen = URGENCY.choose(
      pool([candidate("b"), candidate("a", { priority: 0, bound: true })], [open("a", { priority: 0 }), due], {
        sinceOldest: 8,
      }),
    );
    expect([chosen?.best.id, chosen?.choice.because]).toEqual(["a", "bound to this session"]);
  });

  it.each([
    [0, 30, "a", undefined],
    [1, 30, "a", undefined],
    [2, 30, "old", "oldest"],
    [2, 24, "a", undefined],
  ])("after %i dispatches since the oldest, one %i h old: %s", (sinceOldest, hours, id, guard) => {
    const chosen = URGENCY.choose(
      pool(
        [candidate("a", { priority: 90 }), candidate("old", { priority: 1, createdAt: NOW - hours * HOUR })],
        [open("a", { priority: 90 }), open("old", { priority: 1 })],
        { sinceOldest },
      ),
    );
    expect([chosen?.best.id, chosen?.choice.guard]).toEqual([id, guard]);
  });

  it("of nothing is none", () => {
    expect(URGENCY.choose(pool([], []))).toBeUndefined();
  });
});

const drawn = fc.array(
  fc.record({
    priority: fc.integer({ min: 0, max: 100 }),
    age: fc.integer({ min: 0, max: 60 }),
    size: fc.option(fc.constantFrom("S" as const, "M" as const, "L" as const), { nil: undefined }),
    due: fc.option(fc.integer({ min: -10, max: 100 }), { nil: undefined }),
    needs: fc.array(fc.nat(12), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;
const graphOf = (tasks: Drawn): readonly OpenTask[] =>
  tasks.map(({ priority, age, size, due, needs }, n) => ({
    id: taskId(`t${n}`),
    priority,
    createdAt: NOW - age * HOUR,
    waitsFor: [...new Set(needs.filter((need) => need < n))].map((need) => taskId(`t${need}`)),
    ...(size === undefined ? {} : { size }),
    ...(due === undefined ? {} : { deadline: NOW + due * HOUR }),
  }));
const candidatesOf = (graph: readonly OpenTask[]): readonly Candidate[] =>
  graph.flatMap(({ id, priority, createdAt, waitsFor }, row) =>
    waitsFor.length === 0 ? [{ id, priority, createdAt, row, bound: false }] : [],
  );
const shuffled = <T>(list: readonly T[], seed: number): readonly T[] =>
  list
    .map((one, n) => [((n + 1) * 7_919 * (seed + 1)) % 101, one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);

describe("of any graph", () => {
  it("the weight is its parts, and the stored priority stands among them as it is", () => {
    fc.assert(
      fc.property(drawn, (tasks) => {
        const graph = graphOf(tasks);
        const all = weigh(graph, NOW);
        for (const task of graph) {
          const parts = all.get(task.id);
          if (parts === undefined) throw new Error(`${task.id} was forgotten`);
          expect(parts.priority).toBe(task.priority / 50);
          expect(parts.index).toBeCloseTo((parts.priority + parts.unlocks.add) * parts.urgency.times, 2);
          expect(parts.urgency.times).toBeGreaterThanOrEqual(1);
          expect(parts.urgency.times).toBeLessThanOrEqual(4);
          const waiting = graph.filter(({ waitsFor }) => waitsFor.includes(task.id)).map(({ id }) => id);
          expect(parts.unlocks.tasks.toSorted()).toEqual(waiting.toSorted());
          expect(parts.unlocks.add > 0).toBe(
            graph.some(
              ({ id, priority }) => waiting.includes(id) && (priority > 0 || (all.get(id)?.unlocks.add ?? 0) > 0),
            ),
          );
        }
      }),
    );
  });

  it("who stands before a deadline has no more slack than who stands behind it, less its own time", () => {
    fc.assert(
      fc.property(drawn, (tasks) => {
        const graph = graphOf(tasks);
        const slack = (id: TaskId) => weigh(graph, NOW).get(id)?.urgency.slackMinutes;
        for (const { id, waitsFor } of graph) {
          const behind = slack(id);
          if (behind === undefined) continue;
          for (const need of waitsFor) {
            const size = graph.find((one) => one.id === need)?.size;
            expect(slack(need)).toBeLessThanOrEqual(behind - (size === undefined ? 60 : MINUTES[size]));
          }
        }
      }),
    );
  });

  it("time never makes a deadline less urgent", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 50 }), (tasks, hours) => {
        const graph = graphOf(tasks);
        const later = weigh(graph, NOW + hours * HOUR);
        for (const [id, { urgency }] of weigh(graph, NOW))
          expect(later.get(id)?.urgency.times).toBeGreaterThanOrEqual(urgency.times);
      }),
    );
  });

  it("the choice is one of the candidates, the same in whatever order they come; ties go by the strict order", () => {
    fc.assert(
      fc.property(drawn, fc.nat(50), fc.nat(4), (tasks, seed, sinceOldest) => {
        const graph = graphOf(tasks);
        const candidates = candidatesOf(graph);
        const chosen = URGENCY.choose(pool(candidates, graph, { sinceOldest }));
        const again = URGENCY.choose(pool(shuffled(candidates, seed), shuffled(graph, seed), { sinceOldest }));
        expect(again?.best).toEqual(chosen?.best);
        expect(again?.choice.runnersUp).toEqual(chosen?.choice.runnersUp);
        const all = weigh(graph, NOW);
        const index = (one: Candidate) => all.get(one.id)?.index ?? 0;
        const best = candidates.toSorted((a, b) => index(b) - index(a) || compareStrict(a, b))[0];
        const old = candidates
          .filter(({ createdAt }) => NOW - createdAt > 24 * HOUR)
          .toSorted((a, b) => a.createdAt - b.createdAt || a.row - b.row)[0];
        expect(chosen?.best).toEqual(sinceOldest >= 2 && old !== undefined ? old : best);
        for (const { id, priority } of chosen?.choice.runnersUp ?? [])
          expect(priority).toBe(graph.find((task) => task.id === id)?.priority);
      }),
      { numRuns: 300 },
    );
  });

  it("nothing waits for ever: an old task is given within three dispatches for each that is older", () => {
    fc.assert(
      fc.property(drawn, (tasks) => {
        let graph = graphOf(tasks.map((task) => ({ ...task, age: task.age + 25, needs: [] })));
        const ages = graph.toSorted((a, b) => a.createdAt - b.createdAt).map(({ id }) => id);
        let sinceOldest = 0;
        for (let dispatch = 1; graph.length > 0; dispatch += 1) {
          // New work that outweighs all of it keeps coming.
          const fresh = open(`new${dispatch}`, { priority: 100, deadline: NOW });
          const all = [...graph, fresh];
          const chosen = URGENCY.choose(pool(candidatesOf(all), all, { sinceOldest }));
          sinceOldest = chosen?.choice.guard === "oldest" ? 0 : sinceOldest + 1;
          const given = chosen?.best.id;
          graph = graph.filter(({ id }) => id !== given);
          const place = ages.findIndex((id) => id === given);
          if (place >= 0) expect(dispatch).toBeLessThanOrEqual(3 * (place + 1));
        }
      }),
    );
  });
});
