import { createActor } from "xstate";
import type { AnyStateNode, AnyTransitionDefinition } from "xstate";
import type { SessionEvent } from "../../../machines/events.ts";
import { sessionMachine } from "../../../machines/session.ts";
import type { SessionSnapshot } from "../../../machines/step.ts";

/** Every transition the chart defines: each candidate of a guarded list, `after` and `always` included. */
export const allTransitions = (): readonly AnyTransitionDefinition[] =>
  nodesBelow(sessionMachine.root).flatMap((node) => [...[...node.transitions.values()].flat(), ...(node.always ?? [])]);

const nodesBelow = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values<AnyStateNode>(node.states).flatMap(nodesBelow),
];

/** Which transitions one event takes, those of the events that the chart raises for itself included. */
export function takenBy(snapshot: SessionSnapshot, event: SessionEvent): readonly AnyTransitionDefinition[] {
  const taken: AnyTransitionDefinition[] = [];
  const actor = createActor(sessionMachine, {
    snapshot,
    clock: STOPPED,
    inspect: (step) => {
      if (step.type === "@xstate.microstep") taken.push(...step._transitions);
    },
  }).start();
  actor.send(
    event.type === "timer" ? { ...event, type: `xstate.after.${event.event.slice("xstate.after.".length)}` } : event,
  );
  actor.stop();
  return taken;
}

/** Time does not pass while we look. */
const STOPPED = { setTimeout: () => 0, clearTimeout: () => {} };

export const nameOf = ({ source, eventType, guard }: AnyTransitionDefinition): string =>
  `${source.path.join(".")} on ${eventType}${typeof guard === "string" ? ` if ${guard}` : ""}`;
