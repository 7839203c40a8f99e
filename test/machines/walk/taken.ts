import { createActor } from "xstate";
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from "xstate";
import type { SessionEvent } from "../../../machines/events.ts";
import { sessionMachine } from "../../../machines/session.ts";
import type { SessionSnapshot } from "../../../machines/step.ts";

/** Every transition the chart defines: each candidate of a guarded list, `after` and `always` included. */
export const allTransitions = (machine: AnyStateMachine = sessionMachine): readonly AnyTransitionDefinition[] =>
  nodesBelow(machine.root).flatMap((node) => [...[...node.transitions.values()].flat(), ...(node.always ?? [])]);

const nodesBelow = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values<AnyStateNode>(node.states).flatMap(nodesBelow),
];

/** Which transitions one event takes, those of the events that the chart raises for itself included. */
export const takenBy = (snapshot: SessionSnapshot, event: SessionEvent): readonly AnyTransitionDefinition[] =>
  takenIn(sessionMachine, snapshot, event);

export function takenIn(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: { readonly type: string; readonly event?: unknown },
): readonly AnyTransitionDefinition[] {
  const taken: AnyTransitionDefinition[] = [];
  const actor = createActor(machine, {
    snapshot,
    clock: STOPPED,
    inspect: (step) => {
      if (step.type === "@xstate.microstep") taken.push(...step._transitions);
    },
  }).start();
  actor.send(event.type === "timer" ? { ...event, type: String(event.event) } : event);
  actor.stop();
  return taken;
}

/** Time does not pass while we look. */
const STOPPED = { setTimeout: () => 0, clearTimeout: () => {} };

export const nameOf = ({ source, eventType, guard }: AnyTransitionDefinition): string =>
  `${source.path.join(".")} on ${eventType}${typeof guard === "string" ? ` if ${guard}` : ""}`;
