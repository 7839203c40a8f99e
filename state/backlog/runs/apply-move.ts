import type { RunEvent } from "../../../machines/run-events.ts";
import type { RunFailure } from "../../../machines/run-context.ts";
import type { RunMove } from "../../../machines/run-intents.ts";
import type { At } from "../../../machines/ids.ts";
import type { Ending } from "../../../orchestrator/backlog.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { askForReview } from "../queries/ask-for-review.ts";
import type { Move } from "../queries/move-task.ts";
import { moveTask } from "../queries/move-task.ts";
import { addEvent } from "../queries/task-events.ts";
import type { TaskEvent } from "../queries/task-events.ts";
import type { RunRow } from "../run-row.ts";
import type { TaskRow } from "../task-row.ts";

/** Writes what a step of a run means for its task; answers the run with what changed of its hold on the task. */
export type ApplyMove = (row: RunRow, held: TaskRow, move: RunMove, event: RunEvent) => RunRow;

export function applyMove(db: Db, rules: RunRules): ApplyMove {
  const move = moveTask(db);
  const record = addEvent(db);
  const review = askForReview(db);
  return (row, held, wanted, { at }) => {
    const meant = meaning(row, held, wanted, at, rules);
    if (wanted.kind === "move" && wanted.to === "review") review(row.run, wanted.because, at);
    const { id: run, claim, session } = row.run;
    const data = { ...meant.data, run };
    record({ task: held.task.id, kind: meant.kind, at, claim, fence: held.task.fence, session, data });
    move(held.row, meant.move);
    return { ...row, bound: meant.bound };
  };
}

interface Meaning {
  readonly kind: TaskEvent["kind"];
  readonly data: object;
  readonly move: Move;
  /** Is the task bound to the run's session by us from here on? */
  readonly bound: boolean;
}

function meaning(row: RunRow, held: TaskRow, wanted: RunMove, at: At, rules: RunRules): Meaning {
  const free = row.bound ? { session: null } : {};
  switch (wanted.kind) {
    case "move":
      return {
        kind: wanted.to,
        data: { because: wanted.because },
        move: { status: wanted.to, note: wanted.because },
        bound: row.bound,
      };
    case "done":
      return {
        kind: "done",
        data: { note: wanted.note },
        move: { status: "done", note: wanted.note, finishedAt: at, ...free },
        bound: false,
      };
    case "follow up":
      return {
        kind: "again",
        data: { reason: wanted.reason, failure: "check failed", session: row.run.session },
        move: {
          status: "pending",
          note: `check failed: ${wanted.reason}`,
          session: row.run.session,
          claim: null,
          claimedBy: null,
          notBefore: null,
        },
        bound: row.bound || held.task.session === undefined,
      };
    case "set free":
      return {
        kind: "changed",
        data: { session: null, because: `${row.run.session} did not take it` },
        move: { status: held.task.status, ...free },
        bound: false,
      };
    case "failed": {
      const policy = { maxAttempts: row.run.policy.maxAttempts, firstBackOff: rules.retry.firstBackOff };
      const ending = rules.endingOfFailure(wanted.failure, held.task.attempts, at, policy);
      return { ...failed(ending, wanted.failure, at, free), bound: false };
    }
  }
}

function failed(ending: Ending, { kind: failure }: RunFailure, at: At, free: Partial<Move>): Omit<Meaning, "bound"> {
  const gone = { claim: null, claimedBy: null };
  switch (ending.kind) {
    case "again": {
      const { reason, notBefore } = ending;
      return {
        kind: "again",
        data: { reason, notBefore, failure },
        move: { status: "pending", note: reason, notBefore, ...gone, ...free },
      };
    }
    case "failed": {
      const { reason } = ending;
      return {
        kind: "failed",
        data: { reason, failure },
        move: { status: "failed", note: reason, finishedAt: at, ...free },
      };
    }
    case "done":
    case "unsure":
      throw new Error(`a failure of a run cannot end as ${ending.kind}`);
  }
}
