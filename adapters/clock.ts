// C1. `now` follows the machine's clock forward (a correction, a night asleep) and never back: no wait of the daemon's
//     gets longer because somebody sets the clock.
// C2. `elapsed` and `after` do not know the time of day; while the machine sleeps they stand still.
import type { Clock } from "../daemon/ports.ts";

/** The longest delay a Node timer takes; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Where the machine's time comes from; both in ms. */
export interface TimeSource {
  readonly wall: () => number;
  readonly elapsed: () => number;
}

const MACHINE: TimeSource = { wall: () => Date.now(), elapsed: () => performance.now() };

/** The machine's own time. */
export function systemClock({ wall, elapsed }: TimeSource = MACHINE): Clock {
  let ahead = -Infinity;
  return {
    now: () => {
      // keeps C1
      ahead = Math.max(ahead, wall() - elapsed());
      return Math.floor(elapsed() + ahead);
    },
    wall,
    elapsed,
    after,
  };
}

function after(ms: number, callback: () => void): () => void {
  let stop = () => {};
  const due = performance.now() + ms;
  const wait = () => {
    // A Node timer may fire up to a millisecond early.
    const left = Math.ceil(due - performance.now());
    if (left <= 0) return callback();
    const timer = setTimeout(wait, Math.min(left, LONGEST));
    stop = () => clearTimeout(timer);
  };
  const first = setTimeout(wait, Math.min(ms, LONGEST));
  stop = () => clearTimeout(first);
  return () => stop();
}
