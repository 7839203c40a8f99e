import type { At } from "../../../machines/ids.ts";
import type { Ending } from "../../../orchestrator/backlog.ts";
import type { Move } from "../queries/move-task.ts";

/** What an ending makes of a task. */
export function moveFor(ending: Ending, at: At): Move {
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
