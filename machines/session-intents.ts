import type { SessionContext } from "./context.ts";
import type { Holding } from "./context.ts";
import type { ChartEvent } from "./inner-events.ts";
import { claimOf } from "./inner-events.ts";
import type { Ended, Intent } from "./intents.ts";

interface Args {
  readonly context: SessionContext;
  readonly event: ChartEvent;
}

/** One effect of the chart: its params are an intent, plain data for the outbox. */
const intend = (title: Intent["kind"], make: (args: Args) => Intent) => ({
  type: "intend" as const,
  params: make,
  /** For the drawing of the chart. */
  title,
});
const complete = (ended: (args: Args) => Ended) =>
  intend("complete", (args) => {
    const { claim, grant } = held(args.context);
    return { kind: "complete", claim, grant, ended: ended(args) };
  });

/** What the chart wants done about the world. */
export const intents = {
  toAsk: intend("ask", ({ event }) => ({ kind: "ask", claim: claimOf(event) })),
  toDeliver: intend("deliver", ({ context }) => {
    const { claim, grant } = held(context);
    return { kind: "deliver", claim, grant };
  }),
  /** A grant that came when nobody waits for it any more. */
  toRelease: intend("release", ({ event }) => ({ kind: "release", claim: claimOf(event), reason: "no longer wanted" })),
  toReleaseWhatWeHold: intend("release", ({ context, event }) => ({
    kind: "release",
    claim: held(context).claim,
    reason: event.type === "refused" ? event.reason : "",
  })),
  toCompleteAsDone: (proof: string) => complete(() => ({ kind: "done", proof })),
  toCompleteAsFailed: (cause: "error" | "interrupted" | "lost") =>
    complete(({ context }) => ({ kind: "failed", cause, reason: reasonOf(context, cause) })),
  toCompleteByTheReport: complete(({ context, event }) =>
    event.type === "reported" ? reported(event) : reported(context.report ?? { outcome: "failed", text: "" }),
  ),
  toCompleteByTheChannel: complete(({ event }) =>
    event.type === "channel" && event.turn === "ended"
      ? { kind: "done", proof: `turn ended: ${event.seen}` }
      : { kind: "failed", cause: "error", reason: event.type === "channel" ? event.seen : "" },
  ),
  toWriteTheDoubtDown: intend("doubt", ({ context, event }) => {
    const { claim, grant } = held(context);
    return { kind: "doubt", claim, grant, seen: event.type === "unsure" ? event.seen : "" };
  }),
  toLiftTheHold: intend("unhold", ({ context }) => ({ kind: "unhold", claim: held(context).claim })),
  toTellOfOvertime: intend("overtime", ({ context }) => ({ kind: "overtime", claim: held(context).claim })),
};

function held(context: SessionContext): Holding {
  if (!context.holding) throw new Error("the session holds nothing");
  return context.holding;
}

const reported = (report: { readonly outcome: "done" | "failed"; readonly text: string }): Ended =>
  report.outcome === "done"
    ? { kind: "done", proof: `reported: ${report.text}` }
    : { kind: "failed", cause: "reported", reason: report.text };

function reasonOf(context: SessionContext, cause: "error" | "interrupted" | "lost"): string {
  const seen = context.evidence?.line ?? context.evidence?.because ?? "";
  return `${cause}: ${seen}`;
}
