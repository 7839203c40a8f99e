import type { TaskId } from "../../../machines/ids.ts";
import type { Past } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";
import { listRuns } from "../queries/list-runs.ts";
import { readReports } from "../queries/read-reports.ts";

const MOST = 3;

/** Runs of a task of which something was found, oldest first; the one that goes on among them, if it was followed up. */
export function pastOf(db: Db): (task: TaskId) => readonly Past[] {
  const list = listRuns(db);
  const reports = readReports(db);
  return (task) =>
    list({ task, limit: 20 })
      .filter(({ failure, round }) => failure !== undefined || round > 0)
      .slice(0, MOST)
      .map((run) => {
        const report = reports(run.id).at(-1);
        return report === undefined ? { run } : { run, report };
      })
      .toReversed();
}
