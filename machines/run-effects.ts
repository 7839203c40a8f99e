import { failureBy } from "./run-changes.ts";
import type { RunContext } from "./run-context.ts";
import type { RunChartEvent } from "./run-guards.ts";
import type { RunIntent } from "./run-intents.ts";
import { lines } from "./run-verdict.ts";

interface Args {
  readonly context: RunContext;
  readonly event: RunChartEvent;
}

/** One effect of the chart: its params are an intent. The title is for the drawing of the chart. */
const intend = (title: string, make: (args: Args) => RunIntent) => ({ type: "intend" as const, params: make, title });

/** What the chart wants done about the world. */
export const runIntents = {
  toMove: (to: "checking" | "review") =>
    intend(to, ({ context, event }) => ({ kind: "move", to, because: context.wants ?? proofOf(event) })),
  toEnd: intend("done", ({ event }) => ({ kind: "done", note: lines(noteOf(event)) })),
  toFail: intend("failed", ({ context, event }) => ({ kind: "failed", failure: context.failure ?? failureBy(event) })),
  toFollowUp: intend("follow up", ({ event }) => ({ kind: "follow up", reason: failureBy(event).reason })),
  toSetFree: intend("set free", () => ({ kind: "set free" })),
  toInspect: intend("inspect", ({ context }) => ({ kind: "inspect", round: context.round })),
  toOffer: intend("offer", () => ({ kind: "offer" })),
  toLetCount: (outcome: "done" | "failed" | "again") =>
    intend(`verdict: ${outcome}`, ({ context }) => ({ kind: "verdict", claim: context.judging, outcome })),
};

function proofOf(event: RunChartEvent): string {
  if (event.type === "claimed done") return lines(event.note);
  return event.type === "ended" && event.ended.kind === "done" ? event.ended.proof : "";
}

function noteOf(event: RunChartEvent): string {
  switch (event.type) {
    case "ended":
      return proofOf(event);
    case "inspected":
      return event.check.kind === "passed" ? "its check passed" : `it changed ${event.lines ?? "unknown"} lines`;
    case "approved":
      return event.message === "" ? "approved" : `approved: ${event.message}`;
    default:
      return "";
  }
}
