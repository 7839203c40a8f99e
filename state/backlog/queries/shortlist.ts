import type { ClaimRequest } from "../../../orchestrator/backlog.ts";
import type { Db } from "../../database/open-file.ts";
import type { TaskRow } from "../task-row.ts";
import { parseTaskRow, TASK_COLUMNS } from "../task-row.ts";
import { toText } from "../times.ts";

/**
 * The first tasks this session would be given, best first: bound to it, then by priority, age, order of insertion.
 * Two ordered scans instead of one sort: each stops at the limit, the second along the index `drover_tasks_order`.
 */
export function shortlist(db: Db): (request: ClaimRequest, limit: number) => readonly TaskRow[] {
  const select = db.prepare(`
    SELECT * FROM (SELECT 0 AS rank, ${TASK_COLUMNS} FROM tasks WHERE ${BOUND} ORDER BY ${ORDER} LIMIT :limit)
    UNION ALL
    SELECT * FROM (SELECT 1 AS rank, ${TASK_COLUMNS} FROM tasks WHERE ${OPEN} ORDER BY ${ORDER} LIMIT :limit)
    ORDER BY rank, priority DESC, created_at, row
    LIMIT :limit`);
  return (request, limit) => select.all({ ...claimParameters(request), limit }).map(parseTaskRow);
}

const ORDER = "tasks.priority DESC, tasks.created_at, tasks.rowid";
const DUE = "tasks.status = 'pending' AND (tasks.not_before IS NULL OR tasks.not_before <= :at)";
/** Given by hand to this session. */
const BOUND = `${DUE} AND tasks.session = :session`;
/** Given to nobody by hand, and of a project that this session takes. */
const OPEN = `${DUE} AND coalesce(tasks.session, '') = '' AND (
  coalesce(tasks.project, '') = '' OR :any
  OR EXISTS (SELECT 1 FROM json_each(:projects) AS pattern WHERE tasks.project LIKE pattern.value))`;

/** What a session could take now. */
export const TAKEABLE = `(${BOUND}) OR (${OPEN})`;

export const claimParameters = ({ session, projects, at }: ClaimRequest): Record<string, unknown> => ({
  session,
  at: toText(at),
  any: projects.length === 0 ? 1 : 0,
  projects: JSON.stringify(projects),
});
