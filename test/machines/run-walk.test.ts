// The chart of a run walked through, under every kind of policy: every state that can be reached, and every step out.
import { beforeAll, describe, expect, it } from "vitest";
import type { ActorLogic } from "xstate";
import { adjacencyMapToArray, getAdjacencyMap } from "xstate/graph";
import type { RunInput } from "../../machines/run-context.ts";
import { DEFAULT_RUN_POLICY } from "../../machines/run-context.ts";
import type { RunEvent } from "../../machines/run-events.ts";
import { keepRun, restoreRun } from "../../machines/run-snapshot.ts";
import { isOver, RUN_STATES, runStateOf, stepRun } from "../../machines/run-step.ts";
import { runMachine } from "../../machines/run.ts";
import { checkRunRules } from "./run-walk/run-rules.ts";
import { advanceRun, newRunWorld, nextRunEvents } from "./run-walk/run-world.ts";
import type { RunWorld } from "./run-walk/run-world.ts";
import { allTransitions, nameOf, takenIn } from "./walk/taken.ts";

/** Each branch of the chart needs one of these; more of them walk the same ways again. */
const INPUTS: readonly RunInput[] = [
  ...[false, true].flatMap((check) =>
    ([{ kind: "auto" }, { kind: "always" }, { kind: "larger", lines: 100 }] as const).map((review) => ({
      policy: { ...DEFAULT_RUN_POLICY, check, review, followUps: 1 },
      offered: false,
    })),
  ),
  { policy: { ...DEFAULT_RUN_POLICY, check: true, followUps: 0 }, offered: true },
];

interface Edge {
  readonly state: RunWorld;
  readonly event: RunEvent;
  readonly nextState: RunWorld;
}

const explore = (input: RunInput): readonly Edge[] => {
  const logic: ActorLogic<RunWorld, RunEvent> = {
    transition: advanceRun,
    getInitialSnapshot: () => newRunWorld(input),
    getPersistedSnapshot: (world) => world,
  };
  return adjacencyMapToArray(
    getAdjacencyMap(logic, {
      events: (world) => (isOver(runStateOf(world.run)) ? [] : [...nextRunEvents(world)]),
      serializeState: abstract,
      limit: 50_000,
    }),
  );
};

/** Ids and times are folded away; what was counted stays. */
const abstract = ({ run, timers, endings, verdicts, inspections, judgedTurns, failedChecks }: RunWorld): string => {
  const { claim, judging, failure, ...rest } = run.context;
  const kept = [run.value, rest, claim !== null, judging !== null, judging === claim, failure?.kind];
  return JSON.stringify([kept, [...timers.keys()], endings, verdicts.length, inspections, judgedTurns, failedChecks]);
};

let edges: readonly Edge[] = [];
beforeAll(() => {
  edges = INPUTS.flatMap(explore);
}, 60_000);

describe("in every state a run can reach", () => {
  it("the rules hold, after every event", () => {
    for (const { nextState } of edges) checkRunRules(nextState);
  });

  it("a snapshot that was kept comes back as it was", () => {
    for (const state of new Set(edges.map((edge) => edge.state))) {
      const back = restoreRun(keepRun(state.run));
      expect([back.value, back.context]).toEqual([state.run.value, state.run.context]);
    }
  });

  it("an event that changes nothing asks for nothing", () => {
    for (const { state, event } of edges) {
      const { changed, moves, deeds, timers } = stepRun(state.run, event);
      if (!changed) expect([moves, deeds, timers]).toEqual([[], [], []]);
    }
  });
});

describe("the walk", () => {
  it("comes to every state", () => {
    expect(new Set(edges.map(({ nextState }) => runStateOf(nextState.run)))).toEqual(new Set(RUN_STATES));
  });

  it("takes every transition of the chart, each branch of each list", () => {
    const taken = new Set(edges.flatMap(({ state, event }) => takenIn(runMachine, state.run, event)));
    const all = allTransitions(runMachine);
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter((transition) => !taken.has(transition)).map(nameOf)).toEqual([]);
  });
});

it("what a snapshot of another version holds is not guessed at", () => {
  expect(() => restoreRun({ version: 99, json: "{}" })).toThrow("version 99");
  expect(() => restoreRun({ version: 1, json: "{}" })).toThrow("not a snapshot");
});
