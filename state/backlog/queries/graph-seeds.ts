import type { Candidate } from "../../../orchestrator/strict-order.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";
import type { Asking } from "./takeable.ts";
import { LEAN, parseCandidate } from "./takeable.ts";

/** Of each kind, at most. */
const EACH = 16;
/** Tasks looked through on the way from what is urgent to what can be done about it. */
const WAY = 256;

/**
 * Tasks the session could take that matter although they are not first in line: the oldest, those with the nearest
 * deadlines, and those that stand, at any distance, before a blocked task with a near deadline or a high priority.
 */
export function graphSeeds(db: Db): (asking: Asking) => readonly Candidate[] {
  const select = db.prepare(`
    WITH RECURSIVE
      urgent(id) AS (
        SELECT id FROM (SELECT id FROM tasks INDEXED BY drover_tasks_age WHERE status = 'pending' ORDER BY created_at LIMIT ${EACH})
        UNION SELECT id FROM (SELECT id FROM tasks INDEXED BY drover_tasks_deadline WHERE status = 'pending' AND deadline IS NOT NULL ORDER BY deadline LIMIT ${EACH})
        UNION SELECT id FROM (SELECT id FROM tasks INDEXED BY drover_tasks_deadline WHERE status = 'blocked' AND deadline IS NOT NULL ORDER BY deadline LIMIT ${EACH})
        UNION SELECT id FROM (SELECT id FROM tasks WHERE status = 'blocked' ORDER BY priority DESC, created_at LIMIT ${EACH})
        UNION SELECT id FROM (
          SELECT tasks.id FROM (
            SELECT id, deadline FROM goals INDEXED BY drover_goals_deadline WHERE deadline IS NOT NULL AND EXISTS (
              SELECT 1 FROM tasks INDEXED BY drover_tasks_goal
              WHERE goal_id = goals.id AND goal_id IS NOT NULL AND status IN ('pending', 'blocked'))
            ORDER BY deadline LIMIT ${EACH}) AS due
          CROSS JOIN tasks INDEXED BY drover_tasks_goal
            ON tasks.goal_id = due.id AND tasks.goal_id IS NOT NULL AND tasks.status IN ('pending', 'blocked')
          LIMIT ${EACH})
      ),
      before(id) AS (
        SELECT CAST(id AS TEXT) FROM urgent
        UNION SELECT depends_on FROM before JOIN task_dependencies ON task_id = before.id
        UNION SELECT CAST(part.id AS TEXT) FROM before JOIN tasks AS part ON part.parent_id = before.id
        LIMIT ${WAY}
      )
    SELECT ${LEAN} FROM before CROSS JOIN tasks ON tasks.id = before.id
    WHERE +tasks.status = 'pending' AND (tasks.not_before IS NULL OR tasks.not_before <= :now)
      AND (tasks.session = :session OR (tasks.session IS NULL AND (tasks.project = '' OR :any
        OR EXISTS (SELECT 1 FROM json_each(:projects) AS pattern WHERE tasks.project LIKE pattern.value))))`);
  return ({ session, projects, at }) =>
    select
      .all({ session, now: toText(at), any: projects.length === 0 ? 1 : 0, projects: JSON.stringify(projects) })
      .map(parseCandidate);
}
