// The order in which pending tasks are given: bound to this session, then higher priority, then older, then the one
// that was inserted first. The backlog's SQL says the same in its own words; a property test holds the two together.
import type { At, TaskId } from "../machines/ids.ts";
import type { Choice } from "./priority/choice.ts";

export interface Candidate {
  readonly id: TaskId;
  readonly priority: number;
  readonly createdAt: At;
  /** Order of insertion. */
  readonly row: number;
  /** Given by hand to the session that asks. */
  readonly bound: boolean;
}

/** Negative if `a` is to be given before `b`. */
export const compareStrict = (a: Candidate, b: Candidate): number =>
  Number(b.bound) - Number(a.bound) || b.priority - a.priority || a.createdAt - b.createdAt || a.row - b.row;

export type Explain = (best: Candidate, next: readonly Candidate[], considered: number) => Choice;

/** Why `best` and not another. `next`: those that follow it, best first. */
export const explainStrict: Explain = (best, next, considered) => ({
  policy: "strict",
  considered,
  runnersUp: next.slice(0, 5).map(({ id, priority, createdAt }) => ({ id, priority, createdAt })),
  because: because(best, next[0], considered),
});

function because(best: Candidate, second: Candidate | undefined, considered: number): string {
  if (second === undefined) return best.bound ? "bound to this session" : "the only task for this session";
  if (best.bound && !second.bound) return `bound to this session, before ${others(considered)}`;
  const bound = best.bound ? "; bound to this session" : "";
  if (best.priority > second.priority) return `priority ${best.priority}, highest of ${considered}${bound}`;
  if (best.createdAt < second.createdAt) return `priority ${best.priority}, oldest of ${considered}${bound}`;
  return `priority ${best.priority}, first inserted of ${considered}${bound}`;
}

const others = (considered: number): string => (considered === 2 ? "1 other" : `${considered - 1} others`);
