import { z } from "zod";
import { taskId } from "../../../machines/ids.ts";
import type { TaskId } from "../../../machines/ids.ts";
import type { Book, Knot } from "../../../orchestrator/goals/readiness.ts";
import type { Db } from "../../database/open-file.ts";
import { statusOf } from "../status.ts";

/** These tasks, what they depend on and their parts, as far as these are there. */
export function knotsAround(db: Db): (tasks: readonly TaskId[]) => Book {
  const select = db.prepare(`
    WITH asked(id) AS (SELECT CAST(value AS TEXT) FROM json_each(:tasks))
    SELECT CAST(id AS TEXT) AS id, CAST(status AS TEXT) AS status, CAST(parent_id AS TEXT) AS parent,
      (SELECT json_group_array(depends_on) FROM task_dependencies WHERE task_id = CAST(tasks.id AS TEXT)) AS needs
    FROM tasks WHERE id IN (
      SELECT id FROM asked
      UNION SELECT depends_on FROM task_dependencies WHERE task_id IN (SELECT id FROM asked)
      UNION SELECT id FROM tasks WHERE parent_id IN (SELECT id FROM asked))`);
  return (tasks) => {
    const knots = select.all({ tasks: JSON.stringify(tasks) }).map(parse);
    return new Map(knots.map((knot) => [knot.id, knot]));
  };
}

const ROW = z.object({
  id: z.string(),
  status: z.string().nullable(),
  parent: z.string().nullable(),
  needs: z.string(),
});
const NEEDS = z.array(z.string().nullable());

function parse(raw: unknown): Knot {
  const { id, status, parent, needs } = ROW.parse(raw);
  const dependsOn = NEEDS.parse(JSON.parse(needs)).flatMap((need) => (need ? [taskId(need)] : []));
  return {
    id: taskId(id),
    status: statusOf(status ?? "pending"),
    dependsOn,
    ...(parent ? { parent: taskId(parent) } : {}),
  };
}
