import { letsIn } from "../../orchestrator/project-filter.ts";
import type { Backlog, ClaimRequest } from "../../orchestrator/backlog.ts";
import { compareStrict } from "../../orchestrator/strict-order.ts";
import type { Task } from "../../orchestrator/task.ts";

/** A backlog that looks and never gives: `onWouldGive` is told what a claim would have got. */
export function dryRun(backlog: Backlog, onWouldGive: (request: ClaimRequest, task: Task) => void): Backlog {
  return {
    ...backlog,
    claim: async (request) => {
      const waiting = (await backlog.list({ statuses: ["pending"] })).filter((task) => mayTake(task, request));
      const best = waiting
        .map((task, row) => ({ ...task, row, bound: task.session === request.session }))
        .toSorted(compareStrict)[0];
      if (best) onWouldGive(request, best);
      return { kind: "nothing" };
    },
  };
}

const mayTake = (task: Task, { session, projects, at }: ClaimRequest): boolean =>
  (task.notBefore ?? 0) <= at &&
  (task.session === undefined
    ? task.project === "" || projects.length === 0 || letsIn(projects, task.project)
    : task.session === session);
