import type { At } from "../../machines/ids.ts";

const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
] as const;

/** How long after its end a run's details were removed: `90 days`. */
export function keptFor(endedAt: At, removedAt: At): string {
  const kept = Math.max(0, removedAt - endedAt);
  const [ms, word] = UNITS.find(([unit]) => kept >= unit) ?? UNITS[2];
  const count = Math.floor(kept / ms);
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
