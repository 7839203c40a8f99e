import * as fc from "fast-check";
import { expect, it } from "vitest";
import { claimId, sessionName, taskId } from "../../../machines/ids.ts";
import { letsIn } from "../../../orchestrator/project-filter.ts";
import type { Candidate } from "../../../orchestrator/strict-order.ts";
import { compareStrict } from "../../../orchestrator/strict-order.ts";
import { emptied } from "./emptied.ts";

const T0 = Date.UTC(2026, 10, 24);
const mary = sessionName("mary");

const tasks = fc.array(
  fc.record({
    priority: fc.integer({ min: 0, max: 3 }),
    age: fc.integer({ min: 0, max: 3 }),
    session: fc.constantFrom("mary", "john", undefined, undefined),
    project: fc.constantFrom("", "week2", "WEEK2-b", "research", "x_y"),
  }),
  { maxLength: 20, size: "max" },
);
const projects = fc.constantFrom([], ["%week2%"], ["%Research", "x%"], ["nothing"]);

it("SQL gives tasks in the strict order", async () => {
  const { backlog, empty } = await emptied();
  const property = fc.asyncProperty(tasks, projects, async (given, patterns) => {
    empty();
    const expected: Candidate[] = [];
    for (const [row, { priority, age, session, project }] of given.entries()) {
      const createdAt = T0 - age * 500;
      const bound = session === undefined ? {} : { session: sessionName(session) };
      const { id } = await backlog.add({ content: "a", priority, project, ...bound }, createdAt);
      if (session === "mary" || (session === undefined && letsIn(patterns, project)))
        expected.push({ id, priority, createdAt, row, bound: session === "mary" });
    }
    expected.sort(compareStrict);

    const order: string[] = [];
    for (let n = 0; ; n += 1) {
      const request = { claim: claimId(`c${n}`), session: mary, projects: patterns, at: T0 };
      const claimed = await backlog.claim(request);
      if (claimed.kind === "nothing") break;
      order.push(claimed.task.id);
      expect(claimed.choice.considered).toBe(expected.length - n);
      expect(claimed.choice.runnersUp.map(({ id }) => id)).toEqual(expected.slice(n + 1, n + 6).map(({ id }) => id));
    }
    expect(order.map(taskId)).toEqual(expected.map(({ id }) => id));
  });
  await fc.assert(property, { numRuns: 40 });
});
