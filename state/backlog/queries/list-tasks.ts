import type { TaskFilter } from "../../../orchestrator/backlog.ts";
import type { Task } from "../../../orchestrator/task.ts";
import type { Db } from "../../database/open-file.ts";
import { STATUSES, storedAs } from "../status.ts";
import { parseTask, TASK_COLUMNS } from "../task-row.ts";

/** By priority, age and order of insertion, whatever the status. */
export function listTasks(db: Db): (filter: TaskFilter) => readonly Task[] {
  const select = db.prepare(`
    SELECT ${TASK_COLUMNS} FROM tasks
    WHERE :all OR tasks.status IN (SELECT value FROM json_each(:stored))
    ORDER BY tasks.priority DESC, tasks.created_at, tasks.rowid LIMIT :limit`);
  return ({ statuses, limit = -1 }) =>
    select
      .all({ all: statuses === undefined ? 1 : 0, stored: JSON.stringify(storedAs(statuses ?? STATUSES)), limit })
      .map(parseTask);
}
