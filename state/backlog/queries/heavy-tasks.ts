import { z } from "zod";
import type { HeavyTasks } from "../../../orchestrator/goals/goal-book.ts";
import type { Db } from "../../database/open-file.ts";
import { parseTask, TASK_COLUMNS } from "../task-row.ts";

/**
 * Among the next so many rows: whoever looks through all of them a page at a time holds nobody up. A part is not heavy by
 * its size alone. Without NOT INDEXED SQLite gathers all open tasks first, 115 ms of 100,000.
 */
export function heavyTasks(db: Db): (after: number, rows: number) => HeavyTasks {
  const page = db.prepare(`
    SELECT count(*) AS count, max(row) AS last
    FROM (SELECT rowid AS row FROM tasks WHERE rowid > :after ORDER BY rowid LIMIT :rows)`);
  const select = db.prepare(`
    SELECT ${TASK_COLUMNS} FROM tasks NOT INDEXED
    WHERE tasks.rowid > :after AND tasks.rowid <= :last
      AND (tasks.size = 'L' AND tasks.parent_id IS NULL OR tasks.attempts > 0)
      AND tasks.status IN ('pending', 'blocked', 'failed', 'quarantined')
      AND NOT EXISTS (SELECT 1 FROM tasks AS part WHERE part.parent_id = CAST(tasks.id AS TEXT))
      AND NOT EXISTS (SELECT 1 FROM drover_plans WHERE task_id = CAST(tasks.id AS TEXT))
    ORDER BY tasks.rowid`);
  return db.transaction((after: number, rows: number): HeavyTasks => {
    const { count, last } = PAGE.parse(page.get({ after, rows }));
    if (last === null) return { tasks: [], next: 0 };
    return { tasks: select.all({ after, last }).map(parseTask), next: count < rows ? 0 : last };
  });
}

const PAGE = z.object({ count: z.number(), last: z.number().nullable() });
