import type { RunEvent } from "../../../machines/run-events.ts";
import type { RunFailure } from "../../../machines/run-context.ts";
import type { RunMove } from "../../../machines/run-intents.ts";
import type { At } from "../../../machines/ids.ts";
import type { Ending } from "../../../orchestrator/backlog.ts";
import type { Db } from "../../database/open-file.ts";
import { moveFor } from "../moves/move-for.ts";
import type { RunRules } from "../options.ts";
import { askForReview } from "../queries/ask-for-review.ts";
import type { Move } from "../queries/move-task.ts";
import { moveTask } from "../queries/move-task.ts";
import { readHistory } from "../queries/read-history.ts";
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
  const ending = endingOf(db, rules);
  return (row, held, wanted, { at }) => {
    const meant =
      wanted.kind === "failed"
        ? failed(row, ending(row, held, wanted.failure, at), wanted.failure, at)
        : meaning(row, held, wanted, at);
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

/** What the retry policy makes of a failure. */
function endingOf(db: Db, { endingOfFailure, lossesIn, retry }: RunRules) {
  const history = readHistory(db);
  return ({ run }: RunRow, { task }: TaskRow, failure: RunFailure, at: At): Ending => {
    const tried = { attempts: task.attempts, losses: lossesIn(history(task.id)) };
    return endingOfFailure(failure, tried, at, { ...retry, maxAttempts: run.policy.maxAttempts });
  };
}

function failed(row: RunRow, ending: Ending, { kind: failure }: RunFailure, at: At): Meaning {
  const { kind, ...said } = ending;
  return { kind, data: { ...said, failure }, move: { ...moveFor(ending, at), ...unbound(row) }, bound: false };
}

const unbound = ({ bound }: RunRow): Partial<Move> => (bound ? { session: null } : {});

function meaning(row: RunRow, held: TaskRow, wanted: Exclude<RunMove, { kind: "failed" }>, at: At): Meaning {
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
        move: { status: "done", note: wanted.note, finishedAt: at, ...unbound(row) },
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
        move: { status: held.task.status, ...unbound(row) },
        bound: false,
      };
  }
}
