// What a person decides about a task.
import type { At, TaskId } from "../../../machines/ids.ts";
import type { Settled } from "../../../orchestrator/backlog.ts";
import type { Task, TaskStatus } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { findTask } from "../queries/find-task.ts";
import type { Move } from "../queries/move-task.ts";
import { moveTask } from "../queries/move-task.ts";
import type { TaskEvent } from "../queries/task-events.ts";
import { addEvent } from "../queries/task-events.ts";
import type { RunRules } from "../options.ts";
import { followRuns } from "../runs/follow.ts";

interface Decision {
  readonly from: readonly TaskStatus[];
  readonly kind: TaskEvent["kind"];
  readonly move: Move;
}

export const cancelTask = (db: Db, rules: RunRules): ((id: TaskId, at: At) => Settled) => {
  const decide = settleTask(db, rules);
  return (id, at) =>
    decide(id, at, () => ({
      from: ["pending", "blocked", "unsure", "quarantined", "checking", "review"],
      kind: "cancelled",
      move: { status: "cancelled", finishedAt: at },
    }));
};

/** The raised fence shuts out whoever still holds the old claim; the tries are counted anew. */
export const retryTask = (db: Db, rules: RunRules): ((id: TaskId, at: At) => Settled) => {
  const decide = settleTask(db, rules);
  return (id, at) =>
    decide(id, at, (task) => ({
      from: ["failed", "cancelled", "quarantined", "unsure"],
      kind: "retried",
      move: {
        status: "pending",
        fence: task.fence + 1,
        attempts: 0,
        claim: null,
        claimedBy: null,
        notBefore: null,
        finishedAt: null,
      },
    }));
};

export const finishTask = (db: Db, rules: RunRules): ((id: TaskId, note: string, at: At) => Settled) => {
  const decide = settleTask(db, rules);
  return (id, note, at) =>
    decide(id, at, () => ({
      from: ["unsure", "quarantined", "pending", "blocked"],
      kind: "done",
      move: { status: "done", note, finishedAt: at },
    }));
};

function settleTask(db: Db, rules: RunRules): (id: TaskId, at: At, decision: (task: Task) => Decision) => Settled {
  const find = findTask(db);
  const move = moveTask(db);
  const record = addEvent(db);
  const follow = followRuns(db, rules);
  return inTransaction(db, (id: TaskId, at: At, decision: (task: Task) => Decision): Settled => {
    const found = find(id);
    if (found === undefined) return { kind: "no such task" };
    const { task, row } = found;
    const decided = decision(task);
    if (!decided.from.includes(task.status)) return { kind: "refused", status: task.status };
    follow.task(id, { type: "settled", at, how: decided.kind === "done" ? "done" : "cancelled", reason: decided.kind });
    // The move may set off events of its own: `blocked`, where a task put back in line waits for another.
    record({ task: id, kind: decided.kind, at });
    move(row, decided.move);
    return { kind: "settled", task: find(id)?.task ?? task };
  });
}
