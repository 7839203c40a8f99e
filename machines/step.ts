// One step of a session: snapshot + event → snapshot + intents + timer changes. Pure; nothing is running in between.
import { initialTransition, transition } from "xstate";
import type { SnapshotFrom } from "xstate";
import type { Policy } from "./context.ts";
import type { SessionEvent } from "./events.ts";
import type { ChartEvent } from "./inner-events.ts";
import { isAfter } from "./inner-events.ts";
import type { Intent } from "./intents.ts";
import { timerOf } from "./timer-effect.ts";
import type { Effect, TimerEffect } from "./timer-effect.ts";
import { publicState } from "./projection.ts";
import type { Activity, PublicState, Work } from "./projection.ts";
import { sessionMachine } from "./session.ts";

export type { TimerEffect } from "./timer-effect.ts";

export type SessionSnapshot = SnapshotFrom<typeof sessionMachine>;

export interface Stepped {
  readonly snapshot: SessionSnapshot;
  readonly intents: readonly Intent[];
  readonly timers: readonly TimerEffect[];
  /** False if the event left state, context and timers as they were: nothing to write down. */
  readonly changed: boolean;
}

export const begin = (policy: Policy): SessionSnapshot => initialTransition(sessionMachine, policy)[0];

export function step(snapshot: SessionSnapshot, event: SessionEvent): Stepped {
  const [next, effects] = transition(sessionMachine, snapshot, chartEvent(event));
  const intents = effects.flatMap(intentOf);
  const timers = effects.flatMap(timerOf);
  const changed = intents.length > 0 || timers.length > 0 || !isSame(snapshot, next);
  return { snapshot: next, intents, timers, changed };
}

export const activityOf = (snapshot: SessionSnapshot): Activity => {
  const { activity } = snapshot.value;
  return typeof activity === "string" ? activity : "idle";
};
export const workOf = (snapshot: SessionSnapshot): Work => {
  const { work } = snapshot.value;
  return typeof work === "string" ? work : "working";
};
export const stateOf = (snapshot: SessionSnapshot): PublicState => publicState(activityOf(snapshot), workOf(snapshot));

function chartEvent(event: SessionEvent): ChartEvent {
  if (event.type !== "timer") return event;
  if (!isAfter(event.event)) throw new Error(`not a timer of the chart: ${event.event}`);
  return { type: event.event, at: event.at, claim: event.claim };
}

const intentOf = ({ type, params }: Effect): readonly Intent[] =>
  type === "intend" && isIntent(params) ? [params] : [];

function isIntent(params: unknown): params is Intent {
  return typeof params === "object" && params !== null && "kind" in params && "claim" in params;
}

/** Evidence that only got younger is no change; the state value is rebuilt by each step, so it is compared by content. */
function isSame(before: SessionSnapshot, after: SessionSnapshot): boolean {
  return plain(before) === plain(after);
}

function plain(snapshot: SessionSnapshot): string {
  const { evidence, lastActivity, ...rest } = snapshot.context;
  const { at: _at, ...seen } = evidence ?? { at: 0 };
  return JSON.stringify([snapshot.value, rest, seen, lastActivity === null]);
}
