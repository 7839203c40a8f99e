import type { At } from "../../../machines/ids.ts";
import type { NewTask, Task } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { isConstraint } from "../../database/sqlite-error.ts";
import { idForNewRow } from "../../migrations/backlog/foreign-table.ts";
import { parseTask, TASK_COLUMNS } from "../task-row.ts";
import { toText } from "../times.ts";
import { findTask } from "./find-task.ts";

/** The events of its creation are written by a trigger, as for rows of other programs. */
export function insertTask(db: Db): (task: NewTask, at: At) => Task {
  const insert = db.prepare(`
    INSERT INTO tasks (id, content, project, category, priority, session, created_at)
    VALUES (coalesce(:id, ${idForNewRow(db)}), :content, :project, :category, :priority, :session, :at)`);
  const find = findTask(db);
  const select = db.prepare(`SELECT ${TASK_COLUMNS} FROM tasks WHERE rowid = ?`);
  return inTransaction(db, (task: NewTask, at: At): Task => {
    const known = task.id === undefined ? undefined : find(task.id)?.task;
    if (known !== undefined) return known;
    const { id = null, content, project = "", category = "general", priority = 50, session = null } = task;
    const row = { id, content, project, category, priority, session, at: toText(at) };
    return parseTask(select.get(insertAnew(() => insert.run(row).lastInsertRowid)));
  });
}

/** Among 50,000 tasks one fresh id in 90,000 is taken already; the next one is not. */
function insertAnew<T>(insert: () => T): T {
  try {
    return insert();
  } catch (error) {
    if (!isConstraint(error)) throw error;
    return insert();
  }
}
