import type { Candidate } from "../../../orchestrator/strict-order.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";
import type { Asking } from "./takeable.ts";
import { LEAN, parseCandidate } from "./takeable.ts";

/** Of each kind, at most. */
const EACH = 32;
/** Tasks looked through on the way from what is urgent to what can be done about it. */
const WAY = 512;

/**
 * Tasks the session could take that matter although they are not first in line: the oldest, those with the nearest
 * deadlines, and those that stand, at any distance, before a blocked task with a near deadline or a high priority.
 */
export function graphSeeds(db: Db): (asking: Asking) => readonly Candidate[] {
  const select = db.prepare(`
    WITH RECURSIVE
      urgent(id) AS (
        SELECT id FROM (SELECT id FROM tasks WHERE status = 'pending' ORDER BY created_at LIMIT ${EACH})
        UNION SELECT id FROM (SELECT id FROM tasks WHERE status = 'pending' AND deadline IS NOT NULL ORDER BY deadline LIMIT ${EACH})
        UNION SELECT id FROM (SELECT id FROM tasks WHERE status = 'blocked' AND deadline IS NOT NULL ORDER BY deadline LIMIT ${EACH})
        UNION SELECT id FROM (SELECT id FROM tasks WHERE status = 'blocked' ORDER BY priority DESC, created_at LIMIT ${EACH})
        UNION SELECT id FROM (
          SELECT tasks.id FROM goals CROSS JOIN tasks ON tasks.goal_id = goals.id
          WHERE goals.deadline IS NOT NULL AND tasks.goal_id IS NOT NULL AND tasks.status IN ('pending', 'blocked')
          ORDER BY goals.deadline LIMIT ${EACH})
      ),
      before(id) AS (
        SELECT CAST(id AS TEXT) FROM urgent
        UNION SELECT depends_on FROM before JOIN task_dependencies ON task_id = before.id
        UNION SELECT CAST(part.id AS TEXT) FROM before JOIN tasks AS part ON part.parent_id = before.id
        LIMIT ${WAY}
      )
    SELECT ${LEAN} FROM before JOIN tasks ON tasks.id = before.id
    WHERE tasks.status = 'pending' AND (tasks.not_before IS NULL OR tasks.not_before <= :now)
      AND (tasks.session = :session OR (tasks.session IS NULL AND (tasks.project = '' OR :any
        OR EXISTS (SELECT 1 FROM json_each(:projects) AS pattern WHERE tasks.project LIKE pattern.value))))`);
  return ({ session, projects, at }) =>
    select
      .all({ session, now: toText(at), any: projects.length === 0 ? 1 : 0, projects: JSON.stringify(projects) })
      .map(parseCandidate);
}
