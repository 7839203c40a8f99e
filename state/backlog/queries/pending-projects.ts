import { z } from "zod";
import type { Db } from "../../database/open-file.ts";

/**
 * The projects that open tasks name and one of the patterns lets in, and that of tasks which name none. One step of
 * the index for each project there is, however many tasks it has; SQLite, left alone, would walk along all tasks.
 */
export function pendingProjects(db: Db): (patterns: readonly string[]) => readonly string[] {
  const select = db
    .prepare(`
    WITH RECURSIVE named(project) AS (
      SELECT min(project) FROM tasks INDEXED BY drover_tasks_project WHERE status = 'pending' AND session IS NULL
      UNION ALL
      SELECT (SELECT min(project) FROM tasks INDEXED BY drover_tasks_project WHERE status = 'pending' AND session IS NULL AND project > named.project)
        FROM named WHERE named.project IS NOT NULL
    )
    SELECT CAST(project AS TEXT) FROM named
    WHERE project = '' OR EXISTS (SELECT 1 FROM json_each(?) AS pattern WHERE project LIKE pattern.value)`)
    .pluck();
  return (patterns) => NAMES.parse(select.all(JSON.stringify(patterns)));
}

const NAMES = z.array(z.string());
