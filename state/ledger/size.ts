import { z } from "zod";
import type { At } from "../../machines/ids.ts";
import type { Db } from "../database/open-file.ts";

/** Bytes in use: what was deleted is free for new rows, though the file keeps its length. Takes no scan. */
export function bytesInUse(db: Db): () => number {
  const number = (pragma: string) => z.number().parse(db.pragma(pragma, { simple: true }));
  return () => (number("page_count") - number("freelist_count")) * number("page_size");
}

/** When the oldest entry or screen is from; undefined if there is neither. */
export function oldestKept(db: Db): () => At | undefined {
  const first = db.prepare("SELECT at FROM journal ORDER BY seq LIMIT 1").pluck();
  const seen = db.prepare("SELECT min(seen) FROM screens").pluck();
  const time = z.number().nullish();
  return () => {
    const times = [time.parse(first.get()), time.parse(seen.get())].filter((at) => at != null);
    return times.length === 0 ? undefined : Math.min(...times);
  };
}
