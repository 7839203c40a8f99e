import { runId } from "../../../machines/ids.ts";
import type { At, RunId, SessionName } from "../../../machines/ids.ts";
import type { RunPolicy } from "../../../machines/run-context.ts";
import { beginRun, isOffered, stepRun } from "../../../machines/run-step.ts";
import type { RunWish } from "../../../orchestrator/runs/run-book.ts";
import type { Run } from "../../../orchestrator/runs/run.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { findOpenRun, findRunOfClaim } from "../queries/find-run.ts";
import { findByClaim } from "../queries/find-task.ts";
import { keyFor } from "../queries/key-for.ts";
import { moveTask } from "../queries/move-task.ts";
import type { TaskRow } from "../task-row.ts";
import { runDoor } from "./step-run.ts";

/** The run of a claim: the one that was offered to its session goes on, else a new one begins. */
export function openRun(db: Db, rules: RunRules): (wish: RunWish) => Run | undefined {
  const door = runDoor(db, rules);
  const known = findRunOfClaim(db);
  const held = findByClaim(db);
  const open = findOpenRun(db);
  const fresh = freshRun(db);
  return inTransaction(db, ({ claim, session, policy, at }: RunWish): Run | undefined => {
    const again = known(claim);
    if (again !== undefined) return again.run;
    const task = held(claim)?.task;
    if (task === undefined || task.status !== "claimed") return undefined;
    const before = open(task.id);
    if (before !== undefined && isOffered(before.snapshot) && before.run.session === session) {
      return door.step(before, { type: "claimed", at, claim })?.run;
    }
    if (before !== undefined)
      door.step(before, { type: "settled", at, how: "cancelled", reason: `given to ${session}` });
    const stepped = stepRun(beginRun({ policy, offered: false }).snapshot, { type: "claimed", at, claim });
    const draft = { id: fresh(), task: task.id, session, attempt: task.attempts + 1, createdAt: at };
    return door.write({ ...draft, snapshot: stepped.snapshot, bound: false, due: undefined }, stepped, at)?.run;
  });
}

export type OfferRun = (
  task: TaskRow,
  to: { readonly session: SessionName; readonly policy: RunPolicy },
  at: At,
) => void;

/** A run for one session alone, which is asked to take it; its task is bound to it for so long. Inside a transaction. */
export function offerRun(db: Db, rules: RunRules): OfferRun {
  const door = runDoor(db, rules);
  const fresh = freshRun(db);
  const move = moveTask(db);
  return ({ task, row }, { session, policy }, at) => {
    const begun = beginRun({ policy, offered: true });
    move(row, { status: task.status, session });
    const draft = { id: fresh(), task: task.id, session, attempt: task.attempts + 1, createdAt: at };
    const offer = { ...begun, deeds: [...begun.deeds, { kind: "offer" } as const] };
    const bound = task.session === undefined;
    door.write({ ...draft, snapshot: begun.snapshot, bound, due: undefined }, offer, at);
  };
}

function freshRun(db: Db): () => RunId {
  const key = keyFor(db, "drover_runs", "run");
  return () => runId(key() ?? "");
}
