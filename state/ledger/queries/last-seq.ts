import { z } from "zod";
import type { Db } from "../../database/open-file.ts";

/** Number of the newest journal entry; 0 if there is none. */
export function lastSeq(db: Db): () => number {
  const select = db.prepare("SELECT coalesce(max(seq), 0) AS seq FROM journal");
  return () => z.object({ seq: z.number() }).parse(select.get()).seq;
}
