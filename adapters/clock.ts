import type { Clock } from "../daemon/ports.ts";

/** The longest delay a Node timer takes; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock = (): Clock => ({ now: () => Date.now(), after });

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
