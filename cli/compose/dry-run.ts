import type { Backlog, ClaimRequest } from "../../orchestrator/backlog.ts";
import type { Task } from "../../orchestrator/task.ts";

/** A backlog that looks and never gives: `onWouldGive` is told what a claim would have got. */
export function dryRun(backlog: Backlog, onWouldGive: (request: ClaimRequest, task: Task) => void): Backlog {
  return {
    ...backlog,
    claim: async (request) => {
      const peeked = await backlog.peek(request);
      if (peeked.kind === "would give") onWouldGive(request, peeked.task);
      return { kind: "nothing" };
    },
  };
}
