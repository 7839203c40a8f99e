import { z } from "zod";
import { sessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { TimerRow } from "../ledger.ts";

/** All timers, the next due first. */
export function readTimers(db: Db): () => readonly TimerRow[] {
  const select = db.prepare("SELECT session, id, due, event FROM timers ORDER BY due, session, id");
  return () => select.all().map((row) => ROW.parse(row));
}

const ROW = z.object({
  session: z.string().transform(sessionName),
  id: z.string(),
  due: z.number(),
  event: z.string(),
});
