// When a task is too large for one go, and into how many parts it should go.
// An agent's chance to get through a piece of work of x minutes falls as 2^(-x/H), H being the length at which half of
// the tries fail; each piece costs o minutes of its own (finding its way in, the check). The best piece is then
// x* = sqrt(o * H / ln 2) minutes long (J. W. Young, "A first order approximation to the optimum checkpoint interval",
// 1974), and below about 0.7 H splitting gains nothing.
import type { At } from "../../machines/ids.ts";
import type { Size, Task } from "../task.ts";

export interface SplitRules {
  /** Minutes that a task of a size is thought to take. */
  readonly minutes: Readonly<Record<Size, number>>;
  /** H, in minutes. */
  readonly halfLife: number;
  /** o, in minutes. */
  readonly overhead: number;
  /** Parts at most. */
  readonly most: number;
}

export const SPLIT_RULES: SplitRules = { minutes: { S: 20, M: 60, L: 180 }, halfLife: 180, overhead: 3, most: 8 };

/** A try that ended without success. */
export interface FailedTry {
  readonly from: At;
  readonly to: At;
}

export type SplitAdvice =
  | { readonly kind: "split"; readonly parts: number; readonly because: string }
  | { readonly kind: "leave" };

export function splitAdvice(task: Task, tries: readonly FailedTry[], rules: SplitRules = SPLIT_RULES): SplitAdvice {
  const longest = Math.max(0, ...tries.map(({ from, to }) => (to - from) / 60_000));
  const thought = task.size === undefined ? undefined : rules.minutes[task.size];
  const limit = 0.7 * rules.halfLife;
  if (longest >= limit)
    return { kind: "split", parts: partsFor(Math.max(longest, thought ?? 0), rules), because: failed(longest) };
  if (thought !== undefined && thought > limit)
    return { kind: "split", parts: partsFor(thought, rules), because: `size ${task.size ?? ""} is more than one go` };
  return { kind: "leave" };
}

const failed = (minutes: number): string => `a try of ${Math.round(minutes)} minutes failed`;

/** For work of so many minutes; at least 2. */
export function partsFor(minutes: number, { halfLife, overhead, most }: SplitRules = SPLIT_RULES): number {
  const best = Math.sqrt((overhead * halfLife) / Math.LN2);
  return Math.min(most, Math.max(2, Math.ceil(minutes / best)));
}

/** Parts that name no order follow one another. */
export const chained = <
  T extends { readonly key: string; readonly dependsOn: readonly string[]; readonly partOf?: string },
>(
  parts: readonly T[],
): readonly T[] => {
  if (parts.some(({ dependsOn, partOf }) => dependsOn.length > 0 || partOf !== undefined)) return parts;
  return parts.map((part, at) => {
    const before = parts[at - 1];
    return before === undefined ? part : { ...part, dependsOn: [before.key] };
  });
};
