import type { Clock } from "../ports.ts";

/** Between two looks no more than this is counted. ms */
const LONGEST_GAP = 1_000;

/**
 * How long a pane has been watched, in ms: each call stands for an answered look. A daemon that was frozen, a machine that
 * slept, a tmux that hung have used up none of anybody's patience.
 */
export function watchedFor(clock: Clock): () => number {
  let last = clock.elapsed();
  let watched = 0;
  return () => {
    const now = clock.elapsed();
    watched += Math.min(now - last, LONGEST_GAP);
    last = now;
    return watched;
  };
}
