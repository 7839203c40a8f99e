import type { Db } from "../../database/open-file.ts";
import type { TaskRow } from "../task-row.ts";
import { parseTaskRow, TASK_COLUMNS } from "../task-row.ts";

/** The caller has the rowid from the same transaction. */
export function findRow(db: Db): (row: number) => TaskRow {
  const select = db.prepare(`SELECT ${TASK_COLUMNS} FROM tasks WHERE rowid = ?`);
  return (row) => parseTaskRow(select.get(row));
}
