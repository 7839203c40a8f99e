import type { TaskFilter } from "../../../orchestrator/backlog.ts";
import type { Task } from "../../../orchestrator/task.ts";
import type { Db } from "../../database/open-file.ts";
import { STATUSES, storedAs } from "../status.ts";
import { parseTask, TASK_COLUMNS } from "../task-row.ts";

/** By priority, age and order of insertion, whatever the status. */
export function listTasks(db: Db): (filter: TaskFilter) => readonly Task[] {
  const all = db.prepare(listing(""));
  const ofGoal = db.prepare(listing("tasks.goal_id = :goal AND"));
  return ({ statuses, goal, limit = -1 }) => {
    const stored = JSON.stringify(storedAs(statuses ?? STATUSES));
    const asked = { all: statuses === undefined ? 1 : 0, stored, limit };
    return (goal === undefined ? all.all(asked) : ofGoal.all({ ...asked, goal })).map(parseTask);
  };
}

const listing = (where: string): string => `
  SELECT ${TASK_COLUMNS} FROM tasks
  WHERE ${where} (:all OR tasks.status IN (SELECT value FROM json_each(:stored)))
  ORDER BY tasks.priority DESC, tasks.created_at, tasks.rowid LIMIT :limit`;
