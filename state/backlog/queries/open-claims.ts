import { z } from "zod";
import { claimId, taskId } from "../../../machines/ids.ts";
import type { OpenClaim } from "../../../orchestrator/backlog.ts";
import type { Db } from "../../database/open-file.ts";

/** Claims of this data directory that have not ended, in order of their tasks' insertion. */
export function openClaims(db: Db): (host: string) => readonly OpenClaim[] {
  const select = db.prepare(`
    SELECT claim, CAST(id AS TEXT) AS task, CAST(fence AS INTEGER) AS fence, status <> 'claimed' AS begun FROM tasks
    WHERE status IN ('claimed', 'sent', 'working') AND claimed_by = ? AND claim IS NOT NULL ORDER BY rowid`);
  return (host) => select.all(host).map((row) => ROW.parse(row));
}

const ROW = z.object({
  claim: z.string().transform(claimId),
  task: z.string().transform(taskId),
  fence: z.number(),
  begun: z.number().transform(Boolean),
});
