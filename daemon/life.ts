import type { Clock } from "./ports.ts";

/** Thrown by `pause` when the daemon stops: whatever waits unwinds, and the ledger knows how far it came. */
export class Ended extends Error {
  override readonly name = "Ended";
}

/** The daemon's life: everything that waits, waits here, so that a stop ends it at once. */
export interface Life {
  readonly ended: boolean;
  /** Resolves after `ms`; throws Ended if the daemon stops first. */
  pause(ms: number): Promise<void>;
  end(): void;
}

export function makeLife(clock: Clock): Life {
  let ended = false;
  const waiting = new Set<() => void>();
  return {
    get ended() {
      return ended;
    },
    pause: (ms) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(new Ended());
        const giveUp = () => {
          callOff();
          reject(new Ended());
        };
        const callOff = clock.after(ms, () => {
          waiting.delete(giveUp);
          resolve();
        });
        waiting.add(giveUp);
      }),
    end: () => {
      ended = true;
      for (const giveUp of waiting) giveUp();
      waiting.clear();
    },
  };
}
