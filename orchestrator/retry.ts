import type { At } from "../machines/ids.ts";
import type { Ended } from "../machines/intents.ts";
import type { Ending } from "./backlog.ts";

export interface RetryPolicy {
  /** Deliveries of one task before it is given up. */
  readonly maxAttempts: number;
  /** Milliseconds before the second try; doubled for each further one. */
  readonly firstBackOff: number;
}

export const RETRY: RetryPolicy = { maxAttempts: 3, firstBackOff: 60_000 };

/** What becomes of a task whose `attempts`-th delivery (from 1) ended so. */
export function endingOf(ended: Ended, attempts: number, at: At, policy: RetryPolicy = RETRY): Ending {
  switch (ended.kind) {
    case "done":
      return { kind: "done", note: ended.proof };
    case "failed":
      switch (ended.cause) {
        case "error":
        case "lost":
          return againOrFailed(ended.reason, attempts, at, policy);
        // A person steers the agent: to type the task again would cross him.
        case "interrupted":
          return { kind: "failed", reason: `interrupted: ${ended.reason}` };
        // The agent or a person has judged; the same text would bring the same answer.
        case "reported":
          return { kind: "failed", reason: ended.reason };
      }
  }
}

function againOrFailed(reason: string, attempts: number, at: At, policy: RetryPolicy): Ending {
  if (attempts >= policy.maxAttempts) return { kind: "failed", reason: `${reason} (after ${attempts} attempts)` };
  return { kind: "again", reason, notBefore: at + backOff(attempts, policy) };
}

const backOff = (attempts: number, policy: RetryPolicy): number => policy.firstBackOff * 2 ** Math.max(0, attempts - 1);
