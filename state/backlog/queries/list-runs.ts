import type { RunFilter } from "../../../orchestrator/runs/run-book.ts";
import type { Run } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";
import { parseRunRow, RUN_COLUMNS } from "../run-row.ts";

/** Newest first. */
export function listRuns(db: Db): (filter: RunFilter) => readonly Run[] {
  const select = db.prepare(`
    SELECT ${RUN_COLUMNS} FROM drover_runs
    WHERE (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
      AND (:task IS NULL OR task_id = :task) AND (:session IS NULL OR session = :session)
    ORDER BY created_at DESC, rowid DESC LIMIT :limit`);
  return ({ states, task = null, session = null, limit = 100 }) =>
    select
      .all({ states: states === undefined ? null : JSON.stringify(states), task, session, limit })
      .map((raw) => parseRunRow(raw).run);
}
