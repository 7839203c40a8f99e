// The door to a run: one event, one step, and all that it means, in the caller's transaction.
// D1. A run whose task somebody else has moved ends with it: whatever the event was, the task is not touched, but that a
//     binding of ours is lifted.
// D2. What the step means for the task is written here, what is left to be done is written down beside it.
import type { At } from "../../../machines/ids.ts";
import type { RunEvent } from "../../../machines/run-events.ts";
import { isOver, runStateOf, stepRun } from "../../../machines/run-step.ts";
import type { SteppedRun } from "../../../machines/run-step.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { addDeed } from "../queries/add-deed.ts";
import { deleteRun } from "../queries/delete-run.ts";
import { findRun } from "../queries/find-run.ts";
import { findTask } from "../queries/find-task.ts";
import { moveTask } from "../queries/move-task.ts";
import type { RunDraft } from "../queries/save-run.ts";
import { saveRun } from "../queries/save-run.ts";
import type { RunRow } from "../run-row.ts";
import type { TaskRow } from "../task-row.ts";
import { applyMove } from "./apply-move.ts";
import { fits } from "./fits.ts";

export interface RunDoor {
  /** Undefined: it is over, or the event was none of its own. */
  step(row: RunRow, event: RunEvent): RunRow | undefined;
  /** Writes a run that has just begun. */
  write(draft: RunDraft, stepped: SteppedRun, at: At): RunRow | undefined;
}

export function runDoor(db: Db, rules: RunRules): RunDoor {
  const task = findTask(db);
  const find = findRun(db);
  const save = saveRun(db);
  const remove = deleteRun(db);
  const deed = addDeed(db);
  const apply = applyMove(db, rules);
  const move = moveTask(db);

  const write: RunDoor["write"] = (draft, { snapshot, deeds, timers }, at) => {
    if (runStateOf(snapshot) === "withdrawn") return remove(draft.id);
    save({ ...draft, snapshot, due: dueAfter(draft.due, timers, at) }, at);
    for (const one of deeds) deed(draft.id, one);
    return find(draft.id);
  };
  const step: RunDoor["step"] = (row, event) => {
    if (isOver(row.run.state)) return undefined;
    const held = task(row.run.task);
    const meant = fits(row.run, held?.task) ? event : settledBy(held, event.at);
    const stepped = stepRun(row.snapshot, meant);
    if (!stepped.changed && stepped.moves.length === 0) return undefined;
    const moved = stepped.moves.reduce((now, one) => (held ? apply(now, held, one, meant) : now), row);
    const isLeft = moved.bound && isOver(runStateOf(stepped.snapshot));
    if (isLeft && held) move(held.row, { status: held.task.status, session: null });
    const draft = { ...moved.run, snapshot: stepped.snapshot, bound: moved.bound && !isLeft, due: row.due };
    return write(draft, stepped, event.at);
  };
  return { step, write };
}

/** Keeps D1. */
function settledBy(held: TaskRow | undefined, at: At): RunEvent {
  const how = held?.task.status === "done" ? "done" : "cancelled";
  return { type: "settled", at, how, reason: held ? `its task is ${held.task.status}` : "its task is gone" };
}

function dueAfter(before: RunRow["due"], timers: SteppedRun["timers"], at: At): RunRow["due"] | undefined {
  return timers.reduce<RunRow["due"] | undefined>(
    (due, timer) => (timer.kind === "set" ? { at: at + timer.after, event: timer.event } : forget(due, timer.id)),
    before,
  );
}

const forget = (due: RunRow["due"] | undefined, id: string): RunRow["due"] | undefined =>
  due?.event === id ? undefined : due;
