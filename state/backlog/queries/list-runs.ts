import type { RunFilter } from "../../../orchestrator/runs/run-book.ts";
import type { Run } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";
import { parseRunRow, RUN_COLUMNS } from "../run-row.ts";

/** Newest first. */
export function listRuns(db: Db): (filter: RunFilter) => readonly Run[] {
  return (filter) => {
    const { states, task, session, limit = 100 } = filter;
    const values = { states: JSON.stringify(states), task, session, limit };
    return db
      .prepare(runsQuery(filter))
      .all(values)
      .map((raw) => parseRunRow(raw).run);
  };
}

/** Only what is asked for stands in it, so that each question goes along an index of its own. */
export function runsQuery({ states, task, session }: RunFilter): string {
  const wanted = [
    ...(states === undefined ? [] : ["state IN (SELECT value FROM json_each(:states))"]),
    ...(task === undefined ? [] : ["task_id = :task"]),
    ...(session === undefined ? [] : ["session = :session"]),
  ];
  const where = wanted.length === 0 ? "" : `WHERE ${wanted.join(" AND ")}`;
  return `SELECT ${RUN_COLUMNS} FROM drover_runs ${where} ORDER BY created_at DESC, rowid DESC LIMIT :limit`;
}
