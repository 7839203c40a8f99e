import type { At, ClaimId } from "../../../machines/ids.ts";
import type { Completed, Ending } from "../../../orchestrator/backlog.ts";
import type { RunEvent } from "../../../machines/run-events.ts";
import type { Task, TaskStatus } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { findByClaim } from "../queries/find-task.ts";
import { moveFor } from "./move-for.ts";
import { moveTask } from "../queries/move-task.ts";
import { addEvent, hasEnded } from "../queries/task-events.ts";
import type { RunRules } from "../options.ts";
import { followRuns } from "../runs/follow.ts";

/**
 * Ends a claim under its fence. The same ending again is `completed`; another one after it is `superseded`. A run of
 * the claim follows: it is in doubt, or it ends as its task does.
 */
export function completeTask(
  db: Db,
  rules: RunRules,
): (claim: ClaimId, fence: number, ending: Ending, at: At) => Completed {
  const find = findByClaim(db);
  const ended = hasEnded(db);
  const move = moveTask(db);
  const record = addEvent(db);
  const follow = followRuns(db, rules);
  return inTransaction(db, (claim: ClaimId, fence: number, ending: Ending, at: At): Completed => {
    if (ended(claim, fence, ending.kind)) return "completed";
    const held = find(claim);
    if (held === undefined || held.task.fence !== fence || !isOpen(held.task.status)) return "superseded";
    follow.claim(claim, runEvent(held.task, claim, ending, at));
    record({ task: held.task.id, kind: ending.kind, at, claim, fence, data: ending });
    move(held.row, moveFor(ending, at));
    return "completed";
  });
}

function runEvent({ status }: Task, claim: ClaimId, ending: Ending, at: At): RunEvent {
  switch (ending.kind) {
    case "unsure":
      return { type: "unsure", at, claim, seen: ending.seen };
    case "done":
      return { type: "settled", at, how: "done", reason: ending.note ?? "" };
    case "again":
    case "lost":
      // Nothing was typed yet, so nothing was tried.
      if (status === "claimed") return { type: "released", at, claim };
      return { type: "settled", at, how: "cancelled", reason: ending.reason };
    case "quarantined":
    case "failed":
      return { type: "settled", at, how: "cancelled", reason: ending.reason };
  }
}

/** What was unsure may yet be found to have ended, as long as nobody has settled it. */
const isOpen = (status: TaskStatus): boolean =>
  status === "claimed" ||
  status === "sent" ||
  status === "working" ||
  status === "checking" ||
  status === "review" ||
  status === "unsure";
