// When the limits end that were seen: a line that names a time of day is read once. Read anew after its time, the same
// line, still on the screen, would mean the next day.
import type { Judgement } from "../../machines/evidence.ts";
import type { At } from "../../machines/ids.ts";

export interface Limits {
  /** By the line that said it. */
  known(at: At): ReadonlyMap<string, At>;
  note(judgement: Judgement): void;
}

/** The same line so long after its end is another limit's. ms */
const FORGOTTEN_AFTER = 12 * 60 * 60_000;

export function makeLimits(): Limits {
  const ends = new Map<string, At>();
  return {
    known: (at) => {
      for (const [line, end] of ends) if (at - end > FORGOTTEN_AFTER) ends.delete(line);
      return ends;
    },
    note: ({ verdict, line, until }) => {
      if (verdict === "limited" && line !== undefined && until !== undefined) ends.set(line, until);
    },
  };
}
