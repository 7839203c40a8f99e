import type { RunId } from "../../../machines/ids.ts";
import type { RoundReport } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";

/** An inspection that was begun anew after a crash replaces what the first one had found. */
export function saveReport(db: Db): (run: RunId, report: RoundReport, patch: string | undefined) => void {
  const save = db.prepare("INSERT OR REPLACE INTO drover_run_reports (run_id, round, body, patch) VALUES (?, ?, ?, ?)");
  return (run, report, patch) => void save.run(run, report.round, JSON.stringify(report), patch ?? null);
}
