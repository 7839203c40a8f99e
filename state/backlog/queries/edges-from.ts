import { z } from "zod";
import { taskId } from "../../../machines/ids.ts";
import type { TaskId } from "../../../machines/ids.ts";
import type { Edge } from "../../../orchestrator/goals/cycle.ts";
import type { Db } from "../../database/open-file.ts";

/** Everything that must be done before these tasks are, at any distance: what they depend on, and their parts. */
export function edgesFrom(db: Db): (tasks: readonly TaskId[]) => readonly Edge<TaskId>[] {
  const select = db.prepare(`
    WITH RECURSIVE reached(task) AS (
      SELECT CAST(value AS TEXT) FROM json_each(:tasks)
      UNION SELECT depends_on FROM reached JOIN task_dependencies ON task_id = task WHERE depends_on IS NOT NULL
      UNION SELECT CAST(part.id AS TEXT) FROM reached JOIN tasks AS part ON part.parent_id = task
    )
    SELECT task, depends_on AS need FROM reached JOIN task_dependencies ON task_id = task WHERE depends_on IS NOT NULL
    UNION ALL SELECT task, CAST(part.id AS TEXT) AS need FROM reached JOIN tasks AS part ON part.parent_id = task`);
  return (tasks) => select.all({ tasks: JSON.stringify(tasks) }).map((row) => ROW.parse(row));
}

const ROW = z.object({ task: z.string().transform(taskId), need: z.string().transform(taskId) });
