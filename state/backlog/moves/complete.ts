import type { At, ClaimId } from "../../../machines/ids.ts";
import type { Completed, Ending } from "../../../orchestrator/backlog.ts";
import type { TaskStatus } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { findByClaim } from "../queries/find-task.ts";
import type { Move } from "../queries/move-task.ts";
import { moveTask } from "../queries/move-task.ts";
import { addEvent, hasEnded } from "../queries/task-events.ts";

/** Ends a claim under its fence. The same ending again is `completed`; another one after it is `superseded`. */
export function completeTask(db: Db): (claim: ClaimId, fence: number, ending: Ending, at: At) => Completed {
  const find = findByClaim(db);
  const ended = hasEnded(db);
  const move = moveTask(db);
  const record = addEvent(db);
  return inTransaction(db, (claim: ClaimId, fence: number, ending: Ending, at: At): Completed => {
    if (ended(claim, fence, ending.kind)) return "completed";
    const held = find(claim);
    if (held === undefined || held.task.fence !== fence || !isOpen(held.task.status)) return "superseded";
    record({ task: held.task.id, kind: ending.kind, at, claim, fence, data: ending });
    move(held.row, moveFor(ending, at));
    return "completed";
  });
}

/** What was unsure may yet be found to have ended, as long as nobody has settled it. */
const isOpen = (status: TaskStatus): boolean =>
  status === "claimed" ||
  status === "sent" ||
  status === "working" ||
  status === "checking" ||
  status === "review" ||
  status === "unsure";

function moveFor(ending: Ending, at: At): Move {
  switch (ending.kind) {
    case "done":
      return { status: "done", note: ending.note ?? null, finishedAt: at };
    case "again":
    case "lost":
      return { status: "pending", note: ending.reason, notBefore: ending.notBefore, claim: null, claimedBy: null };
    case "quarantined":
      return { status: "quarantined", note: ending.reason, finishedAt: at };
    case "failed":
      return { status: "failed", note: ending.reason, finishedAt: at };
    case "unsure":
      return { status: "unsure", note: ending.seen };
  }
}
