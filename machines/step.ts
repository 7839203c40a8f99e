// One step of a session: snapshot + event → snapshot + intents + timer changes. Pure; nothing is running in between.
import { initialTransition, transition } from "xstate";
import type { SnapshotFrom } from "xstate";
import type { Policy } from "./context.ts";
import type { SessionEvent } from "./events.ts";
import type { ChartEvent } from "./inner-events.ts";
import { isAfter } from "./inner-events.ts";
import type { Intent } from "./intents.ts";
import { publicState } from "./projection.ts";
import type { Activity, PublicState, Work } from "./projection.ts";
import { read } from "./read.ts";
import { sessionMachine } from "./session.ts";

export type SessionSnapshot = SnapshotFrom<typeof sessionMachine>;

/** A timer the chart set (`after` ms from the event) or called off. */
export type TimerEffect =
  | { readonly kind: "set"; readonly id: string; readonly after: number; readonly event: string }
  | { readonly kind: "cancel"; readonly id: string };

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

/** What `transition()` hands back beside the snapshot; only these three kinds come out of our chart. */
interface Effect {
  readonly type: string;
  readonly params?: unknown;
}

const intentOf = ({ type, params }: Effect): readonly Intent[] =>
  type === "intend" && isIntent(params) ? [params] : [];

function isIntent(params: unknown): params is Intent {
  return typeof params === "object" && params !== null && "kind" in params && "claim" in params;
}

function timerOf({ type, params }: Effect): readonly TimerEffect[] {
  if (type === "xstate.cancel") return [{ kind: "cancel", id: text(params, "sendId") }];
  const delay = type === "xstate.raise" ? read(params, "delay") : undefined;
  if (typeof delay !== "number") return [];
  return [{ kind: "set", id: text(params, "id"), after: delay, event: text(read(params, "event"), "type") }];
}

function text(value: unknown, key: string): string {
  const found = read(value, key);
  if (typeof found !== "string") throw new Error(`the chart's effect has no ${key}`);
  return found;
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
