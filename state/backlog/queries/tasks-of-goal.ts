import type { GoalId } from "../../../machines/ids.ts";
import type { Task, TaskStatus } from "../../../orchestrator/task.ts";
import type { Db } from "../../database/open-file.ts";
import { storedAs } from "../status.ts";
import { parseTask, TASK_COLUMNS } from "../task-row.ts";

/** Tasks of a goal in one status, by priority, age and order of insertion: along the index, so that a limit is cheap. */
export function tasksOfGoal(db: Db): (goal: GoalId, status: TaskStatus, limit: number) => readonly Task[] {
  const select = db.prepare(`
    SELECT ${TASK_COLUMNS} FROM tasks WHERE goal_id = ? AND tasks.status = ?
    ORDER BY tasks.priority DESC, tasks.created_at, tasks.rowid LIMIT ?`);
  return (goal, status, limit) => {
    const tasks: Task[] = [];
    for (const stored of storedAs([status])) {
      if (tasks.length < limit) tasks.push(...select.all(goal, stored, limit - tasks.length).map(parseTask));
    }
    return tasks;
  };
}
