// Writing down what must be written down: the disk may be full for a while, or another program hold the file.
import type { Life } from "./life.ts";

export interface Persist {
  /** Tries until it goes through: whoever waits for it goes on only when it is on disk. */
  surely<T>(write: () => T): Promise<T>;
  /** What is good to have: undefined where it cannot be written now. */
  ifPossible<T>(write: () => T): T | undefined;
}

const AGAIN = 1_000;

export function makePersist(by: {
  readonly life: Life;
  /** True for a failed write that may pass. */
  readonly isPassing: (error: unknown) => boolean;
  readonly onTrouble: (error: unknown) => void;
}): Persist {
  const attempt = <T>(write: () => T): { readonly value: T } | undefined => {
    try {
      return { value: write() };
    } catch (error) {
      if (!by.isPassing(error)) throw error;
      by.onTrouble(error);
      return undefined;
    }
  };
  return {
    surely: async (write) => {
      for (;;) {
        const written = attempt(write);
        if (written) return written.value;
        await by.life.pause(AGAIN);
      }
    },
    ifPossible: (write) => attempt(write)?.value,
  };
}
