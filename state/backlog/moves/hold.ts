// What happens between a claim and its end. Nothing here does anything under an older fence or another claim.
import type { At, ClaimId } from "../../../machines/ids.ts";
import type { Completed } from "../../../orchestrator/backlog.ts";
import type { Task } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { findByClaim } from "../queries/find-task.ts";
import { moveTask } from "../queries/move-task.ts";
import type { RunRow } from "../run-row.ts";
import { addEvent } from "../queries/task-events.ts";
import { followRuns } from "../runs/follow.ts";

/** The only permission to type. Finding our own `sent` is yes; `working` is no: there the text was typed already. */
export function beginTask(db: Db, rules: RunRules): (claim: ClaimId, fence: number, at: At) => "begun" | "superseded" {
  const find = findByClaim(db);
  const move = moveTask(db);
  const record = addEvent(db);
  const follow = followRuns(db, rules);
  return inTransaction(db, (claim: ClaimId, fence: number, at: At): "begun" | "superseded" => {
    const held = find(claim);
    if (held === undefined || held.task.fence !== fence) return "superseded";
    if (held.task.status === "sent") return "begun";
    if (held.task.status !== "claimed") return "superseded";
    const run = follow.claim(claim, { type: "begun", at, claim });
    move(held.row, { status: "sent", attempts: held.task.attempts + countOf(run), notBefore: null });
    record({ task: held.task.id, kind: "sent", at, claim, fence });
    return "begun";
  });
}

/** A follow-up belongs to the attempt that it follows. */
const countOf = (run: RunRow | undefined): number => (run !== undefined && run.run.round > 0 ? 0 : 1);

export function startTask(db: Db, rules: RunRules): (claim: ClaimId, fence: number, at: At) => Completed {
  const find = findByClaim(db);
  const move = moveTask(db);
  const record = addEvent(db);
  const follow = followRuns(db, rules);
  return inTransaction(db, (claim: ClaimId, fence: number, at: At): Completed => {
    const held = find(claim);
    if (held === undefined || held.task.fence !== fence) return "superseded";
    if (isStarted(held.task)) return "completed";
    if (held.task.status !== "sent") return "superseded";
    follow.claim(claim, { type: "working", at, claim });
    move(held.row, { status: "working" });
    record({ task: held.task.id, kind: "working", at, claim, fence });
    return "completed";
  });
}

const isStarted = ({ status }: Task): boolean =>
  status === "working" || status === "checking" || status === "review" || status === "done";

/** A try that typed nothing is not counted as one. */
export function releaseTask(db: Db, rules: RunRules): (claim: ClaimId, at: At) => void {
  const find = findByClaim(db);
  const move = moveTask(db);
  const record = addEvent(db);
  const follow = followRuns(db, rules);
  return inTransaction(db, (claim: ClaimId, at: At): void => {
    const held = find(claim);
    if (held === undefined) return;
    const { id, status, attempts, fence } = held.task;
    if (status !== "claimed" && status !== "sent") return;
    const run = follow.claim(claim, { type: "released", at, claim });
    const tried = status === "sent" ? attempts - countOf(run) : attempts;
    record({ task: id, kind: "released", at, claim, fence });
    move(held.row, { status: "pending", claim: null, claimedBy: null, attempts: tried });
  });
}
