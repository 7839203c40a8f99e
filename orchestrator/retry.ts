import type { At } from "../machines/ids.ts";
import type { Ended } from "../machines/intents.ts";
import type { RunFailure } from "../machines/run-context.ts";
import type { Ending } from "./backlog.ts";

export interface RetryPolicy {
  /** Deliveries of one task before it is given up. */
  readonly maxAttempts: number;
  /** Milliseconds before the second try; doubled for each further one. */
  readonly firstBackOff: number;
}

export const RETRY: RetryPolicy = { maxAttempts: 3, firstBackOff: 60_000 };
/** ms */
const LONGEST_BACK_OFF = 3_600_000;

/** What becomes of a task whose `attempts`-th delivery (from 1) ended so. */
export function endingOf(ended: Ended, attempts: number, at: At, policy: RetryPolicy = RETRY): Ending {
  if (ended.kind === "done") return { kind: "done", note: ended.proof };
  return endingOfFailure({ kind: KIND[ended.cause], reason: ended.reason }, attempts, at, policy);
}

const KIND = {
  error: "agent error",
  lost: "lost pane",
  interrupted: "interrupted",
  reported: "reported",
} as const satisfies Record<Extract<Ended, { kind: "failed" }>["cause"], RunFailure["kind"]>;

/** What becomes of a task of which a run has failed. */
export function endingOfFailure(
  { kind, reason }: RunFailure,
  attempts: number,
  at: At,
  policy: RetryPolicy = RETRY,
): Ending {
  switch (kind) {
    case "agent error":
    case "lost pane":
      return againOrFailed(reason, attempts, at, policy);
    // The work is not at fault: only time helps, however often it takes.
    case "usage limit":
      return { kind: "again", reason: `usage limit: ${reason}`, notBefore: at + backOff(attempts, policy) };
    // A person steers the agent: to type the task again would cross him.
    case "interrupted":
      return { kind: "failed", reason: `interrupted: ${reason}` };
    // The agent or a person has judged; the same text would bring the same answer.
    case "reported":
    case "cancelled":
      return { kind: "failed", reason };
    case "check failed":
      return { kind: "failed", reason: `check failed: ${reason}` };
    // A person wants it done otherwise, and has said how.
    case "rejected":
      return { kind: "again", reason: `rejected: ${reason}`, notBefore: at };
  }
}

function againOrFailed(reason: string, attempts: number, at: At, policy: RetryPolicy): Ending {
  if (attempts >= policy.maxAttempts) return { kind: "failed", reason: `${reason} (after ${attempts} attempts)` };
  return { kind: "again", reason, notBefore: at + backOff(attempts, policy) };
}

const backOff = (attempts: number, { firstBackOff }: RetryPolicy): number =>
  Math.min(LONGEST_BACK_OFF, firstBackOff * 2 ** Math.max(0, attempts - 1));
