import { z } from "zod";
import { taskId } from "../../../machines/ids.ts";
import type { TaskId } from "../../../machines/ids.ts";
import type { OpenTask } from "../../../orchestrator/priority/policy.ts";
import type { Db } from "../../database/open-file.ts";
import { fromText } from "../times.ts";
import { SIZES } from "../words.ts";

/** Tasks of one graph, at most. */
const MOST = 512;

/** These tasks and everything that waits for them, at any distance: dependants, and the wholes they are parts of. */
export function graphBehind(db: Db): (tasks: readonly TaskId[]) => readonly OpenTask[] {
  const select = db.prepare(`
    WITH RECURSIVE behind(id) AS (
      SELECT CAST(value AS TEXT) FROM json_each(:tasks)
      UNION SELECT task_id FROM behind JOIN task_dependencies ON depends_on = behind.id
      UNION SELECT CAST(part.parent_id AS TEXT) FROM behind JOIN tasks AS part ON part.id = behind.id WHERE part.parent_id IS NOT NULL
      LIMIT ${MOST}
    )
    SELECT behind.id AS id, CAST(tasks.priority AS INTEGER) AS priority, CAST(tasks.created_at AS TEXT) AS created_at,
      CAST(tasks.size AS TEXT) AS size, CAST(coalesce(tasks.deadline, goals.deadline) AS TEXT) AS deadline,
      (SELECT json_group_array(depends_on) FROM task_dependencies CROSS JOIN tasks AS need ON need.id = depends_on
        WHERE task_id = behind.id AND need.status NOT IN ${DONE}) AS needs,
      (SELECT json_group_array(CAST(part.id AS TEXT)) FROM tasks AS part
        WHERE part.parent_id = behind.id AND part.status NOT IN ${DONE}) AS parts
    FROM behind CROSS JOIN tasks ON tasks.id = behind.id LEFT JOIN goals ON goals.id = tasks.goal_id
    WHERE tasks.status NOT IN ('cancelled', 'canceled', 'done', 'completed', 'complete')`);
  return (tasks) => select.all({ tasks: JSON.stringify(tasks) }).map(parse);
}

const DONE = "('done', 'completed', 'complete')";
const text = z.string().nullable();
const ROW = z.object({
  id: z.string(),
  priority: z.number().nullable(),
  created_at: text,
  size: text,
  deadline: text,
  needs: z.string(),
  parts: z.string(),
});
const IDS = z.array(z.string());

function parse(raw: unknown): OpenTask {
  const row = ROW.parse(raw);
  const size = SIZES.find((known) => known === row.size);
  const deadline = fromText(row.deadline);
  return {
    id: taskId(row.id),
    priority: row.priority ?? 50,
    createdAt: fromText(row.created_at) ?? 0,
    waitsFor: [...IDS.parse(JSON.parse(row.needs)), ...IDS.parse(JSON.parse(row.parts))].map(taskId),
    ...(size === undefined ? {} : { size }),
    ...(deadline === undefined ? {} : { deadline }),
  };
}
