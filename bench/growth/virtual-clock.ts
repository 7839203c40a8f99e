import type { Clock } from "../../daemon/ports.ts";

export interface VirtualClock extends Clock {
  /** Moves to the earliest timer and calls it back; false if there is none. */
  next(): boolean;
}

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** Time that passes as fast as what it wakes can be done. Timers due at the same moment ring in the order they were set. */
export function virtualClock(start: number): VirtualClock {
  let now = start;
  const timers: Timer[] = [];
  return {
    now: () => now,
    wall: () => now,
    elapsed: () => now - start,
    after: (ms, callback) => {
      const timer = { due: now + ms, callback };
      const at = timers.findIndex(({ due }) => due > timer.due);
      timers.splice(at === -1 ? timers.length : at, 0, timer);
      return () => {
        const found = timers.indexOf(timer);
        if (found !== -1) timers.splice(found, 1);
      };
    },
    next: () => {
      const timer = timers.shift();
      if (timer === undefined) return false;
      now = Math.max(now, timer.due);
      timer.callback();
      return true;
    },
  };
}
