import type { At, RunId } from "../../../machines/ids.ts";
import type { Review } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";

/** A follow-up that a person approves before it is done was never asked about: then there is nothing to settle. */
export function settleReview(db: Db): (run: RunId, verdict: Review["verdict"], message: string, at: At) => void {
  const update = db.prepare(
    "UPDATE drover_reviews SET verdict = ?, message = ?, settled_at = ? WHERE run_id = ? AND settled_at IS NULL",
  );
  return (run, verdict, message, at) => void update.run(verdict, message, toText(at), run);
}
