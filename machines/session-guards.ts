import { idleFor, threshold } from "./context.ts";
import type { SessionContext } from "./context.ts";
import type { ChartEvent } from "./inner-events.ts";
import { atOf } from "./inner-events.ts";
import type { Reading } from "./reading.ts";
import { readingOf } from "./reading.ts";

interface Args {
  readonly context: SessionContext;
  readonly event: ChartEvent;
}

/** The questions the chart asks, each a sentence. */
export const guards = {
  "says gone": says("gone"),
  "says replaced": ({ event }: Args) => event.type === "capture" && event.evidence.flags.includes("replaced"),
  "says limited": says("limited"),
  "says waiting": says("waiting"),
  "says busy": says("busy"),
  "says draft": says("draft"),
  "says idle": says("clear"),
  "says unknown": says("unknown"),
  "says no longer idle": ({ event }: Args) => event.type === "capture" && readingOf(event.evidence) !== "clear",
  "says another limit": ({ context, event }: Args) =>
    event.type === "capture" &&
    readingOf(event.evidence) === "limited" &&
    event.evidence.until !== context.evidence?.until,

  "was told when it ends": ({ context }: Args) => context.evidence?.until !== undefined,

  "was last seen busy": wasLastSeen("busy"),
  "was last seen idle": wasLastSeen("clear"),
  "was last seen gone": wasLastSeen("gone"),

  "may ask": ({ context, event }: Args) => !context.paused && isIdleLongEnough(context, event),
  "may ask by hand": ({ context, event }: Args) =>
    !context.paused && isClear(context) && idleFor(context, atOf(event)) >= context.policy.handThreshold,
  "is idle long enough": ({ context, event }: Args) => isIdleLongEnough(context, event),
  /** A session that asked early, for a task given by hand, is not idle long enough for a prompt that nobody asked for. */
  "may give the general prompt": ({ context, event }: Args) =>
    !(event.type === "nothing" && event.wait) &&
    context.generalPrompts < context.policy.generalPromptMax &&
    idleFor(context, atOf(event)) >= context.policy.idleThreshold,

  "is another claim": ({ context, event }: Args) => "claim" in event && event.claim !== context.asking,
  "is not ours": ({ context, event }: Args) => "claim" in event && event.claim !== context.holding?.claim,
  "is about our task": ({ context, event }: Args) => isAboutOurTask(context, event),
  "is not about our task": ({ context, event }: Args) => !isAboutOurTask(context, event),

  /** A verdict that comes twice, or about what another session did, counts nothing. */
  "is about a turn of ours": ({ context, event }: Args) =>
    event.type === "judged" && context.unjudged.includes(event.claim),

  "reports done": ({ event }: Args) => event.type === "reported" && event.outcome === "done",
  "was reported done": ({ context }: Args) => context.report?.outcome === "done",
  "was reported failed": ({ context }: Args) => context.report?.outcome === "failed",
  "says the turn failed": ({ event }: Args) => event.type === "channel" && event.turn === "failed",
  "work goes on behind": ({ context }: Args) =>
    context.evidence?.flags.some((flag) => flag === "background_work" || flag === "queued") ?? false,
  "ended in an error": ({ context }: Args) => context.evidence?.flags.includes("after_error") ?? false,
  "was interrupted": ({ context }: Args) => context.evidence?.flags.includes("interrupted") ?? false,
};

function says(reading: Reading) {
  return ({ event }: Args): boolean => event.type === "capture" && readingOf(event.evidence) === reading;
}

function wasLastSeen(reading: Reading) {
  return ({ context }: Args): boolean => context.evidence !== null && readingOf(context.evidence) === reading;
}

const isIdleLongEnough = (context: SessionContext, event: ChartEvent): boolean =>
  isClear(context) && idleFor(context, atOf(event)) >= threshold(context);
const isClear = (context: SessionContext): boolean => context.idle !== null && context.idle.since !== null;

function isAboutOurTask(context: SessionContext, event: ChartEvent): boolean {
  const grant = context.holding?.grant;
  return "task" in event && grant?.kind === "task" && grant.task === event.task;
}
