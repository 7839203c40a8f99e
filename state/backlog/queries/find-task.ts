import type { ClaimId, TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { TaskRow } from "../task-row.ts";
import { parseTaskRow, TASK_COLUMNS } from "../task-row.ts";

export function findTask(db: Db): (id: TaskId) => TaskRow | undefined {
  const select = db.prepare(`SELECT ${TASK_COLUMNS} FROM tasks WHERE id = ?`);
  return (id) => optional(select.get(id));
}

/** The task that this claim holds, or held last. */
export function findByClaim(db: Db): (claim: ClaimId) => TaskRow | undefined {
  const select = db.prepare(`SELECT ${TASK_COLUMNS} FROM tasks WHERE claim = ?`);
  return (claim) => optional(select.get(claim));
}

const optional = (raw: unknown): TaskRow | undefined => (raw === undefined ? undefined : parseTaskRow(raw));
