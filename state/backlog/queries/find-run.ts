import type { ClaimId, RunId, TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRow } from "../run-row.ts";
import { parseRunRow, RUN_COLUMNS } from "../run-row.ts";

export function findRun(db: Db): (id: RunId) => RunRow | undefined {
  const select = db.prepare(`SELECT ${RUN_COLUMNS} FROM drover_runs WHERE id = ?`);
  return (id) => optional(select.get(id));
}

/** The run that works, or worked last, under this claim. */
export function findRunOfClaim(db: Db): (claim: ClaimId) => RunRow | undefined {
  const select = db.prepare(`SELECT ${RUN_COLUMNS} FROM drover_runs WHERE claim = ?`);
  return (claim) => optional(select.get(claim));
}

/** The run of a task that is not over. */
export function findOpenRun(db: Db): (task: TaskId) => RunRow | undefined {
  const select = db.prepare(`SELECT ${RUN_COLUMNS} FROM drover_runs WHERE task_id = ? AND ended_at IS NULL`);
  return (task) => optional(select.get(task));
}

const optional = (raw: unknown): RunRow | undefined => (raw === undefined ? undefined : parseRunRow(raw));
