import type { Clock } from "../../daemon/ports.ts";

export interface ManualClock extends Clock {
  /** Moves time on and calls back, in order, all that falls due on the way. */
  advance(ms: number): void;
  /** Somebody sets the machine's clock, by so many ms. */
  set(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function manualClock(start = 1_700_000_000_000): ManualClock {
  let now = start;
  let skew = 0;
  let ahead = 0;
  let timers: readonly { readonly due: number; readonly callback: () => void }[] = [];
  return {
    now: () => now + ahead,
    wall: () => now + skew,
    elapsed: () => now - start,
    set: (ms) => {
      skew += ms;
      ahead = Math.max(ahead, skew);
    },
    after: (ms, callback) => {
      const timer = { due: now + ms, callback };
      timers = [...timers, timer];
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    advance: (ms) => {
      const end = now + ms;
      for (let next = earliest(timers, end); next; next = earliest(timers, end)) {
        const due = next;
        timers = timers.filter((other) => other !== due);
        now = due.due;
        due.callback();
      }
      now = end;
    },
  };
}

const earliest = <T extends { readonly due: number }>(timers: readonly T[], end: number): T | undefined =>
  timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
