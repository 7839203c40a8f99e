import type { Ended } from "./intents.ts";
import type { RunContext, RunFailure } from "./run-context.ts";
import type { RunEvent } from "./run-events.ts";
import type { RunChartEvent } from "./run-guards.ts";
import { lines, whyAPerson } from "./run-verdict.ts";

/** What each deed of the chart changes in the context. */
export const runChanges = {
  holdClaim: (event: RunChartEvent): Partial<RunContext> => (event.type === "claimed" ? { claim: event.claim } : {}),
  letClaimGo: (): Partial<RunContext> => ({ claim: null }),
  offer: (): Partial<RunContext> => ({ offered: true, claim: null }),
  judge: ({ claim }: RunContext): Partial<RunContext> => ({ judging: claim }),
  countRound: ({ round }: RunContext): Partial<RunContext> => ({ round: round + 1 }),
  noteFailure: (event: RunChartEvent): Partial<RunContext> => ({ failure: failureBy(event) }),
  noteLimit: (event: RunChartEvent): Partial<RunContext> => ({
    failure: { kind: "usage limit", reason: failureBy(event).reason },
  }),
  noteLastCheck: ({ round }: RunContext): Partial<RunContext> => ({
    failure: {
      kind: "check failed",
      reason: `its session did not take follow-up ${round} in time`,
    },
  }),
  noteWhy: ({ policy }: RunContext, event: RunChartEvent): Partial<RunContext> =>
    event.type === "inspected" ? { wants: whyAPerson(policy, event) ?? null } : {},
};

/** Why the event makes the run fail. */
export function failureBy(event: RunChartEvent): RunFailure {
  switch (event.type) {
    case "ended":
      return ofEnded(event.ended);
    case "inspected":
      return { kind: "check failed", reason: checkReason(event) };
    case "rejected":
      return { kind: "rejected", reason: event.message };
    case "settled":
      return { kind: "cancelled", reason: event.reason };
    default:
      throw new Error(`${event.type} is no failure`);
  }
}

function ofEnded(ended: Ended): RunFailure {
  if (ended.kind === "done") throw new Error("a turn that is done is no failure");
  return failureOf(ended);
}

/** What a turn that failed means for its run. */
export const failureOf = ({ cause, reason }: Extract<Ended, { kind: "failed" }>): RunFailure => ({
  kind: KIND[cause],
  reason,
});

const KIND = {
  error: "agent error",
  interrupted: "interrupted",
  lost: "lost pane",
  reported: "reported",
} as const;

const checkReason = ({ check }: Extract<RunEvent, { type: "inspected" }>): string =>
  check.kind === "failed" ? lines(check.reason) : "";
