import { z } from "zod";
import { runId, taskId } from "../../../machines/ids.ts";
import type { RunId } from "../../../machines/ids.ts";
import type { Review } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";
import { fromText } from "../times.ts";

export function findReview(db: Db): (run: RunId) => Review | undefined {
  const select = db.prepare(
    "SELECT run_id, task_id, why, asked_at, verdict, message, settled_at FROM drover_reviews WHERE run_id = ?",
  );
  return (run) => {
    const raw = select.get(run);
    return raw === undefined ? undefined : parse(raw);
  };
}

const text = z.string().nullable();
const ROW = z.object({
  run_id: z.string(),
  task_id: z.string(),
  why: z.string(),
  asked_at: z.string(),
  verdict: z.enum(["approved", "rejected"]).nullable(),
  message: text,
  settled_at: text,
});

function parse(raw: unknown): Review {
  const row = ROW.parse(raw);
  const settledAt = fromText(row.settled_at);
  return {
    run: runId(row.run_id),
    task: taskId(row.task_id),
    why: row.why,
    askedAt: fromText(row.asked_at) ?? 0,
    ...(row.verdict === null ? {} : { verdict: row.verdict }),
    ...(row.message === null ? {} : { message: row.message }),
    ...(settledAt === undefined ? {} : { settledAt }),
  };
}
