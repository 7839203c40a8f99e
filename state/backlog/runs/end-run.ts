import type { At, ClaimId } from "../../../machines/ids.ts";
import type { Ended } from "../../../machines/intents.ts";
import { isJudged } from "../../../machines/run-context.ts";
import { isOver } from "../../../machines/run-step.ts";
import type { Completed } from "../../../orchestrator/backlog.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { addDeed } from "../queries/add-deed.ts";
import { findRunOfClaim } from "../queries/find-run.ts";
import { findByClaim } from "../queries/find-task.ts";
import type { RunRow } from "../run-row.ts";
import { runDoor } from "./step-run.ts";

/** The session let go of a claim. Told again, nothing more happens. */
export function endRun(
  db: Db,
  rules: RunRules,
): (claim: ClaimId, fence: number, ended: Ended, at: At) => Completed | "no run" {
  const door = runDoor(db, rules);
  const find = findRunOfClaim(db);
  const held = findByClaim(db);
  const deed = addDeed(db);
  return inTransaction(db, (claim: ClaimId, fence: number, ended: Ended, at: At): Completed | "no run" => {
    const row = find(claim);
    if (row === undefined) return "no run";
    if (isOver(row.run.state)) {
      if (isCounted(row, ended)) deed(row.run.id, { kind: "verdict", claim, outcome: outcomeOf(row) });
      return row.run.failure?.kind === "cancelled" ? "superseded" : "completed";
    }
    const task = held(claim)?.task;
    if (task !== undefined && task.fence !== fence) return "superseded";
    const now = door.step(row, { type: "ended", at, claim, ended });
    return now?.run.failure?.kind === "cancelled" ? "superseded" : "completed";
  });
}

/** The run was over before its session let go: what waits to be counted there is told all the same. */
const isCounted = ({ run }: RunRow, ended: Ended): boolean => ended.kind === "done" && isJudged(run.policy);
const outcomeOf = ({ run }: RunRow) => (run.state === "done" ? "done" : "again");
