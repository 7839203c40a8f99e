// What is said of a run's work: by its inspection, and by a person.
import type { At, RunId } from "../../../machines/ids.ts";
import type { Inspection, Judged } from "../../../orchestrator/runs/run-book.ts";
import type { Run } from "../../../orchestrator/runs/run.ts";
import type { RunEvent } from "../../../machines/run-events.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { findRun } from "../queries/find-run.ts";
import { findTask } from "../queries/find-task.ts";
import { saveReport } from "../queries/save-report.ts";
import { settleReview } from "../queries/settle-review.ts";
import { addEvent } from "../queries/task-events.ts";
import { offerRun } from "./open-run.ts";
import { runDoor } from "./step-run.ts";

export function inspectedRun(db: Db, rules: RunRules): (id: RunId, found: Inspection, at: At) => Run | undefined {
  const door = runDoor(db, rules);
  const find = findRun(db);
  const save = saveReport(db);
  const record = addEvent(db);
  return inTransaction(db, (id: RunId, { report, check, lines, patch }: Inspection, at: At): Run | undefined => {
    const row = find(id);
    if (row === undefined || row.run.state !== "checking" || row.run.round !== report.round) return undefined;
    save(id, report, patch);
    record({ task: row.run.task, kind: "checked", at, claim: row.run.claim, data: { run: id, check, lines } });
    return door.step(row, { type: "inspected", at, round: report.round, check, lines })?.run;
  });
}

export function approveRun(db: Db, rules: RunRules): (id: RunId, message: string, at: At) => Judged {
  const judge = judgeRun(db, rules);
  const settle = settleReview(db);
  return inTransaction(db, (id: RunId, message: string, at: At): Judged => {
    const judged = judge(id, { type: "approved", at, message });
    if (judged.kind === "judged") settle(id, "approved", message, at);
    return judged;
  });
}

export function rejectRun(db: Db, rules: RunRules): (id: RunId, message: string, offer: boolean, at: At) => Judged {
  const judge = judgeRun(db, rules);
  const settle = settleReview(db);
  const task = findTask(db);
  const offerTo = offerRun(db, rules);
  return inTransaction(db, (id: RunId, message: string, offer: boolean, at: At): Judged => {
    const judged = judge(id, { type: "rejected", at, message });
    if (judged.kind !== "judged") return judged;
    settle(id, "rejected", message, at);
    const held = task(judged.run.task);
    if (offer && held?.task.status === "pending") offerTo(held, judged.run, at);
    return judged;
  });
}

/** Refused where the run does not wait for that, or where somebody else has ended its task meanwhile. */
function judgeRun(db: Db, rules: RunRules): (id: RunId, event: RunEvent) => Judged {
  const door = runDoor(db, rules);
  const find = findRun(db);
  return (id, event) => {
    const row = find(id);
    if (row === undefined) return { kind: "no such run" };
    const run = door.step(row, event)?.run;
    if (run === undefined) return { kind: "refused", state: row.run.state };
    return run.failure?.kind === "cancelled" ? { kind: "refused", state: "failed" } : { kind: "judged", run };
  };
}
