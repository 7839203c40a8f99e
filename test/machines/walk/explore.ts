import { adjacencyMapToArray, getAdjacencyMap } from "xstate/graph";
import type { ActorLogic } from "xstate";
import type { SessionEvent } from "../../../machines/events.ts";
import { idleFor } from "../../../machines/context.ts";
import { workOf } from "../../../machines/step.ts";
import { POLICY } from "../sample.ts";
import { nextEvents } from "./next-events.ts";
import { advance, newWorld } from "./world.ts";
import type { World } from "./world.ts";

export interface Edge {
  readonly state: World;
  readonly event: SessionEvent;
  readonly nextState: World;
}

const logic: ActorLogic<World, SessionEvent> = {
  transition: advance,
  getInitialSnapshot: newWorld,
  getPersistedSnapshot: (world) => world,
};

/** Every step out of every state that can be reached, each state met by the shortest way that leads there. */
export const explore = (): readonly Edge[] =>
  adjacencyMapToArray(
    getAdjacencyMap(logic, { events: (world) => nextEvents(world), serializeState: abstract, limit: 200_000 }),
  );

/**
 * What of a world matters for what it does next. Times and counters are folded into the questions asked about them, and
 * what a state forgets when it is left (the idle time while something is held) is left out there.
 */
function abstract({ session, now, timers, prompts }: World): string {
  const { context, value } = session;
  const holding = context.holding?.grant.kind;
  const flags = workOf(session) === "free" || workOf(session) === "unsure" ? [] : (context.evidence?.flags ?? []);
  const ends = value.activity === "limited" && context.evidence?.until !== undefined;
  const later = context.holding?.grant.kind === "task" && context.holding.grant.judgedLater;
  // Judgement looks at nothing else: to meet it in one activity is enough.
  const waits = value.activity === "busy" && context.unjudged.length > 0;
  const kept = [value, holding, later, waits, context.report?.outcome, flags, ends, holding === "general" && prompts];
  if (holding) return JSON.stringify([...kept, [...timers.keys()].filter((id) => !id.includes("idle")).toSorted()]);
  const idle = idleFor(context, now);
  const asked = [idle >= POLICY.handThreshold, idle >= POLICY.idleThreshold, context.byHand];
  const spent = [context.generalPrompts >= POLICY.generalPromptMax, prompts >= POLICY.generalPromptMax];
  return JSON.stringify([...kept, asked, spent, [...timers.keys()].toSorted()]);
}
