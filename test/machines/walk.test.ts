// The chart walked through: every state that can be reached, and every step out of it.
import { beforeAll, describe, expect, it } from "vitest";
import { keep, restore } from "../../machines/snapshot.ts";
import { PUBLIC_STATES } from "../../machines/projection.ts";
import { stateOf, step } from "../../machines/step.ts";
import { POLICY } from "./sample.ts";
import { explore } from "./walk/explore.ts";
import type { Edge } from "./walk/explore.ts";
import { checkRules } from "./walk/rules.ts";
import { allTransitions, nameOf, takenBy } from "./walk/taken.ts";
import type { World } from "./walk/world.ts";

let edges: readonly Edge[] = [];
let states: readonly World[] = [];
beforeAll(() => {
  edges = explore();
  states = [...new Set(edges.map(({ state }) => state))];
});

describe("in every state that can be reached", () => {
  it("the rules hold, after every event", () => {
    for (const { nextState } of edges) checkRules(nextState);
  });

  it("a snapshot that was kept comes back as it was", () => {
    for (const { session } of states) {
      const back = restore(keep(session), POLICY);
      expect([back.value, back.context]).toEqual([session.value, session.context]);
    }
  });

  it("an event that changes nothing leaves nothing to write down", () => {
    for (const { state, event } of edges) {
      const { changed, snapshot, intents, timers } = step(state.session, event);
      if (changed) continue;
      expect([snapshot.value, intents, timers]).toEqual([state.session.value, [], []]);
      expect(snapshot.context.holding).toEqual(state.session.context.holding);
    }
  });
});

describe("the walk", () => {
  it("shows the world every public state", () => {
    expect(new Set(states.map(({ session }) => stateOf(session)))).toEqual(new Set(PUBLIC_STATES));
  });

  it("takes every transition of the chart, each branch of each list", () => {
    const taken = new Set(edges.flatMap(({ state, event }) => takenBy(state.session, event)));
    const all = allTransitions();
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((transition) => !taken.has(transition)).map(nameOf)).toEqual([]);
  });
});
