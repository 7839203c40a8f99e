import type { HeavyTask } from "../../../orchestrator/goals/goal-book.ts";
import type { Db } from "../../database/open-file.ts";
import { parseTaskRow, TASK_COLUMNS } from "../task-row.ts";

/** A page at a time: whoever looks through all of them holds nobody up. A part is not heavy by its size alone. */
export function heavyTasks(db: Db): (after: number, limit: number) => readonly HeavyTask[] {
  const select = db.prepare(`
    SELECT ${TASK_COLUMNS} FROM tasks
    WHERE tasks.rowid > :after AND (tasks.size = 'L' AND tasks.parent_id IS NULL OR tasks.attempts > 0)
      AND tasks.status IN ('pending', 'blocked', 'failed', 'quarantined')
      AND NOT EXISTS (SELECT 1 FROM tasks AS part WHERE part.parent_id = CAST(tasks.id AS TEXT))
      AND NOT EXISTS (SELECT 1 FROM drover_plans WHERE task_id = CAST(tasks.id AS TEXT))
    ORDER BY tasks.rowid LIMIT :limit`);
  return (after, limit) =>
    select.all({ after, limit }).map((raw) => {
      const { row, task } = parseTaskRow(raw);
      return { row, task };
    });
}
