// One step of a run: snapshot + event → snapshot + what it means for its task + what is to be done. Pure.
import { initialTransition, transition } from "xstate";
import type { SnapshotFrom } from "xstate";
import type { RunContext, RunInput } from "./run-context.ts";
import type { RunEvent } from "./run-events.ts";
import type { RunChartEvent } from "./run-guards.ts";
import type { RunDeed, RunIntent, RunMove } from "./run-intents.ts";
import { isDeed } from "./run-intents.ts";
import { isAfter } from "./inner-events.ts";
import { runMachine } from "./run.ts";
import { timerOf } from "./timer-effect.ts";
import type { Effect, TimerEffect } from "./timer-effect.ts";

export type RunSnapshot = SnapshotFrom<typeof runMachine>;

export const RUN_STATES = [
  "briefing",
  "starting",
  "running",
  "unsure",
  "checking",
  "review",
  "done",
  "failed",
  "withdrawn",
] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface SteppedRun {
  readonly snapshot: RunSnapshot;
  readonly moves: readonly RunMove[];
  readonly deeds: readonly RunDeed[];
  readonly timers: readonly TimerEffect[];
  /** False: the event was none of this run's. */
  readonly changed: boolean;
}

export function beginRun(input: RunInput): SteppedRun {
  const [snapshot, effects] = initialTransition(runMachine, input);
  return stepped(snapshot, effects, true);
}

export function stepRun(before: RunSnapshot, event: RunEvent): SteppedRun {
  const [snapshot, effects] = transition(runMachine, before, chartEvent(event));
  return stepped(snapshot, effects, plain(before) !== plain(snapshot));
}

export const runStateOf = ({ value }: { readonly value: RunSnapshot["value"] }): RunState => {
  const state = typeof value === "string" ? value : Object.keys(value)[0];
  const found = RUN_STATES.find((known) => known === state);
  if (!found) throw new Error(`not a state of a run: ${JSON.stringify(value)}`);
  return found;
};

/** Nothing can happen to it any more. */
export const isOver = (state: RunState): boolean => state === "done" || state === "failed" || state === "withdrawn";

/** Lies in the backlog for its session; nobody has claimed it. */
export const isOffered = (snapshot: RunSnapshot): boolean => snapshot.matches({ briefing: "offered" });

function stepped(snapshot: RunSnapshot, effects: readonly Effect[], changed: boolean): SteppedRun {
  const intents = effects.flatMap(intentOf);
  return {
    snapshot,
    changed,
    timers: effects.flatMap(timerOf),
    moves: intents.filter((intent) => !isDeed(intent)),
    deeds: intents.filter(isDeed).filter((deed) => deed.kind !== "verdict" || deed.claim !== null),
  };
}

function chartEvent(event: RunEvent): RunChartEvent {
  if (event.type !== "timer") return event;
  if (!isAfter(event.event)) throw new Error(`not a timer of the chart: ${event.event}`);
  return { type: event.event, at: event.at };
}

const intentOf = ({ type, params }: Effect): readonly RunIntent[] =>
  type === "intend" && isIntent(params) ? [params] : [];

const isIntent = (params: unknown): params is RunIntent =>
  typeof params === "object" && params !== null && "kind" in params;

const plain = ({ value, context }: { readonly value: unknown; readonly context: RunContext }): string =>
  JSON.stringify([value, context]);
