import type { At } from "../machines/ids.ts";
import type { RunFailure } from "../machines/run-context.ts";
import type { Ending, TaskMoment } from "./backlog.ts";

export interface RetryPolicy {
  /** Deliveries of one task before it is given up. */
  readonly maxAttempts: number;
  /** Milliseconds before the second try; doubled for each further one. */
  readonly firstBackOff: number;
  /** Agents that may vanish over one task, without a word, before it is taken for the cause. */
  readonly maxLosses: number;
}

export const RETRY: RetryPolicy = { maxAttempts: 3, firstBackOff: 60_000, maxLosses: 3 };
/** ms */
const LONGEST_BACK_OFF = 3_600_000;

/** What a task has been through until now. */
export interface Tried {
  /** Deliveries, the one that ended among them. */
  readonly attempts: number;
  /** Each agent that vanished over it before, in words; the one that ended now is not among them. */
  readonly losses: readonly string[];
}

/** The silent losses since a person last put the task back in line. */
export function lossesIn(history: readonly TaskMoment[]): readonly string[] {
  const since = history.findLastIndex(({ kind }) => kind === "retried") + 1;
  const sessionOf = (claim: TaskMoment["claim"]) => history.find((moment) => moment.claim === claim)?.session;
  return history
    .slice(since)
    .filter(({ kind }) => kind === "lost")
    .map(({ claim, note }) => `${note ?? "lost"} (${sessionOf(claim) ?? "?"}, ${claim ?? "?"})`);
}

/** What becomes of a task of which a run has failed. */
export function endingOfFailure(
  { kind, reason }: RunFailure,
  { attempts, losses }: Tried,
  at: At,
  policy: RetryPolicy = RETRY,
): Ending {
  switch (kind) {
    case "agent error":
      return againOrFailed("again", reason, attempts, at, policy);
    case "lost pane":
      return losses.length + 1 >= policy.maxLosses
        ? { kind: "quarantined", reason: poison(reason, losses) }
        : againOrFailed("lost", reason, attempts, at, policy);
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

const poison = (reason: string, losses: readonly string[]): string =>
  `${losses.length + 1} agents vanished over it without a word: ${[...losses, reason].join("; ")}`;

function againOrFailed(kind: "again" | "lost", reason: string, attempts: number, at: At, policy: RetryPolicy): Ending {
  if (attempts >= policy.maxAttempts) return { kind: "failed", reason: `${reason} (after ${attempts} attempts)` };
  return { kind, reason, notBefore: at + backOff(attempts, policy) };
}

const backOff = (attempts: number, { firstBackOff }: RetryPolicy): number =>
  Math.min(LONGEST_BACK_OFF, firstBackOff * 2 ** Math.max(0, attempts - 1));
