import { z } from "zod";
import type { RunId } from "../../../machines/ids.ts";
import type { CheckOutcome } from "../../../machines/run-events.ts";
import type { RoundReport } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";

/** By round. */
export function readReports(db: Db): (run: RunId) => readonly RoundReport[] {
  const select = db.prepare("SELECT body FROM drover_run_reports WHERE run_id = ? ORDER BY round").pluck();
  return (run) =>
    select
      .all(run)
      .map((body) => z.string().parse(body))
      .map((body) => REPORT.parse(JSON.parse(body)));
}

export function readPatch(db: Db): (run: RunId) => string | undefined {
  const select = db
    .prepare("SELECT patch FROM drover_run_reports WHERE run_id = ? AND patch IS NOT NULL ORDER BY round DESC LIMIT 1")
    .pluck();
  return (run) => z.string().optional().parse(select.get(run));
}

const OUTCOME: z.ZodType<CheckOutcome> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("passed") }),
  z.object({ kind: z.literal("failed"), reason: z.string() }),
  z.object({ kind: z.literal("not run"), reason: z.string() }),
]);

export const REPORT: z.ZodType<RoundReport> = z.object({
  round: z.number(),
  at: z.number(),
  ended: z.string(),
  arrived: z.string().exactOptional(),
  message: z.string().exactOptional(),
  check: z
    .object({
      command: z.string(),
      outcome: OUTCOME,
      directory: z.string(),
      took: z.number(),
      output: z.string(),
    })
    .exactOptional(),
  change: z
    .object({
      files: z.array(z.object({ path: z.string(), added: z.number().nullable(), removed: z.number().nullable() })),
      added: z.number(),
      removed: z.number(),
      more: z.number(),
    })
    .exactOptional(),
  unmeasured: z.string().exactOptional(),
  detailsRemovedAt: z.number().exactOptional(),
});
