import { expect } from "vitest";
import type { SessionEvent } from "../../machines/events.ts";
import type { Intent } from "../../machines/intents.ts";
import type { PublicState } from "../../machines/projection.ts";
import { begin, stateOf, step } from "../../machines/step.ts";
import type { SessionSnapshot, TimerEffect } from "../../machines/step.ts";
import { POLICY } from "./sample.ts";

/** What happens, and everything that must come of it; no intents or timers named means none. */
export type Shot = readonly [
  on: SessionEvent,
  state: PublicState,
  expected?: { readonly intents?: readonly Intent[]; readonly timers?: readonly TimerEffect[] },
];

/** Plays the shots and compares all that came out of each as full values. Returns how it ends. */
export function play(shots: readonly Shot[], from: SessionSnapshot = begin(POLICY)): SessionSnapshot {
  let snapshot = from;
  const seen = shots.map(([event]) => {
    const stepped = step(snapshot, event);
    snapshot = stepped.snapshot;
    return { event, state: stateOf(snapshot), intents: stepped.intents, timers: stepped.timers };
  });
  expect(seen).toEqual(
    shots.map(([event, state, expected]) => ({ event, state, intents: [], timers: [], ...expected })),
  );
  return snapshot;
}
