import type { SessionEvent } from "./events.ts";
import type { At, ClaimId } from "./ids.ts";

/** When something happened, and the claim id to use should it make the session ask for work. */
export interface Stamp {
  readonly at: At;
  readonly claim: ClaimId;
}

/** Events the chart raises for itself, or gets from a timer; they never come from outside. */
export type InnerEvent =
  | ({ readonly type: "idle long enough" } & Partial<Stamp>)
  | ({ readonly type: "start the idle clock anew" } & Partial<Stamp>)
  | ({ readonly type: "shorten the wait" } & Partial<Stamp>);

/** A timer of the chart, by the name XState gives it. */
export type AfterEvent = { readonly type: `xstate.after.${string}` } & Partial<Stamp>;
export const isAfter = (type: string): type is AfterEvent["type"] => type.startsWith("xstate.after.");

export type ChartEvent = SessionEvent | InnerEvent | AfterEvent;

/** Time of an event. Every event that enters a step carries it; a missing one is a bug of the step. */
export function atOf(event: ChartEvent): At {
  if (event.at === undefined) throw new Error(`event ${event.type} carries no time`);
  return event.at;
}

/** Fresh claim id of an event that may make the session ask. */
export function claimOf(event: ChartEvent): ClaimId {
  if (!("claim" in event) || event.claim === undefined) throw new Error(`event ${event.type} carries no claim id`);
  return event.claim;
}

export const stampOf = (event: ChartEvent): Partial<Stamp> => ({
  ...(event.at === undefined ? {} : { at: event.at }),
  ...("claim" in event && event.claim !== undefined ? { claim: event.claim } : {}),
});
