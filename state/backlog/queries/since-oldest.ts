import { z } from "zod";
import type { Db } from "../../database/open-file.ts";

/** Dispatches since one went to the oldest task out of turn; counted up to `most`. */
export function sinceOldest(db: Db): (most: number) => number {
  const select = db
    .prepare("SELECT json_extract(data, '$.guard') FROM task_events WHERE kind = 'claimed' ORDER BY seq DESC LIMIT ?")
    .pluck();
  return (most) => {
    const guards = GUARDS.parse(select.all(most));
    const last = guards.indexOf("oldest");
    return last < 0 ? guards.length : last;
  };
}

const GUARDS = z.array(z.string().nullable());
