import type { PastEvent } from "../../orchestrator/goals/goal-book.ts";
import type { FailedTry } from "../../orchestrator/plan/split.ts";

/** The tries of a task that ended without success, from the proof that they began. */
export function failedTries(events: readonly PastEvent[]): readonly FailedTry[] {
  const tries: FailedTry[] = [];
  let from: number | undefined;
  for (const { kind, at } of events) {
    if (kind === "working") from = at;
    if ((kind === "failed" || kind === "again") && from !== undefined) tries.push({ from, to: at });
    if (kind === "failed" || kind === "again" || kind === "done") from = undefined;
  }
  return tries;
}
