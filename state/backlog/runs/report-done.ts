import type { At, TaskId } from "../../../machines/ids.ts";
import { isJudged } from "../../../machines/run-context.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { findOpenRun } from "../queries/find-run.ts";
import { runDoor } from "./step-run.ts";

/** A word that the task is done, where no session can be asked: its run is judged as at the end of a turn. */
export function reportDone(
  db: Db,
  rules: RunRules,
): (task: TaskId, note: string, at: At) => "to be judged" | "refused" | "no judge" {
  const door = runDoor(db, rules);
  const open = findOpenRun(db);
  return inTransaction(db, (task: TaskId, note: string, at: At) => {
    const row = open(task);
    if (row === undefined || !isJudged(row.run.policy)) return "no judge";
    const now = door.step(row, { type: "claimed done", at, note });
    return now?.run.state === "checking" ? "to be judged" : "refused";
  });
}
