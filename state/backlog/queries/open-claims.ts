import { z } from "zod";
import { claimId, taskId } from "../../../machines/ids.ts";
import type { ClaimId, TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";

/** Claims of this data directory whose tasks are claimed and not yet sent. */
export function openClaims(db: Db): (host: string) => readonly { readonly claim: ClaimId; readonly task: TaskId }[] {
  const select = db.prepare(`
    SELECT claim, CAST(id AS TEXT) AS task FROM tasks
    WHERE status = 'claimed' AND claimed_by = ? AND claim IS NOT NULL ORDER BY rowid`);
  return (host) => select.all(host).map((row) => ROW.parse(row));
}

const ROW = z.object({ claim: z.string().transform(claimId), task: z.string().transform(taskId) });
