import type { AfterEvent } from "./inner-events.ts";
import type { RunContext } from "./run-context.ts";
import { isJudged } from "./run-context.ts";
import type { RunEvent } from "./run-events.ts";
import { whyAPerson } from "./run-verdict.ts";

/** A timer of the chart, by the name XState gives it. */
export type RunAfter = Pick<AfterEvent, "type" | "at">;
export type RunChartEvent = Exclude<RunEvent, { type: "timer" }> | RunAfter;

interface Args {
  readonly context: RunContext;
  readonly event: RunChartEvent;
}

/** The questions the chart asks, each a sentence. */
export const runGuards = {
  "is another claim": ({ context, event }: Args) => "claim" in event && event.claim !== context.claim,
  "is another round": ({ context, event }: Args) => event.type === "inspected" && event.round !== context.round,
  "is a follow-up": ({ context }: Args) => context.round > 0,
  "waits for its own session": ({ context }: Args) => context.offered,

  "waits for a person": ({ event }: Args) => event.type === "doing" && event.doing === "waiting",
  "waits for its limit": ({ event }: Args) => event.type === "doing" && event.doing === "limited",

  "ended in failure": ({ event }: Args) => event.type === "ended" && event.ended.kind === "failed",
  "ended in an error of ours": ({ context, event }: Args) =>
    event.type === "ended" &&
    event.claim === context.claim &&
    event.ended.kind === "failed" &&
    event.ended.cause === "error",
  "is judged": ({ context }: Args) => isJudged(context.policy),

  "failed the check": ({ event }: Args) => event.type === "inspected" && event.check.kind === "failed",
  "failed and may follow up": ({ context, event }: Args) =>
    event.type === "inspected" && event.check.kind === "failed" && context.round < context.policy.followUps,
  "wants a person": ({ context, event }: Args) =>
    event.type === "inspected" && whyAPerson(context.policy, event) !== undefined,

  "settled as done": ({ event }: Args) => event.type === "settled" && event.how === "done",
};
