import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from "xstate";
import { read } from "./read.ts";
import { runMachine } from "./run.ts";
import { sessionMachine } from "./session.ts";

export interface StateDescription {
  /** Path below the region, such as `idle.clear`. */
  readonly name: string;
  readonly initial: boolean;
}

export interface TransitionDescription {
  /** `any`: whatever the state of its region. */
  readonly from: string;
  /** An event's type, `after <delay>`, or `always`. */
  readonly event: string;
  readonly guard?: string;
  /** Absent: it stays where it is. */
  readonly to?: string;
  readonly actions: readonly string[];
}

export interface RegionDescription {
  readonly name: string;
  readonly states: readonly StateDescription[];
  readonly transitions: readonly TransitionDescription[];
}

export interface MachineDescription {
  readonly id: string;
  readonly regions: readonly RegionDescription[];
}

/** The chart as plain data, drawn from the machine itself: states, transitions, guards and actions by name. */
export const describeSession = (): MachineDescription => describeMachine(sessionMachine);

/** The chart of one attempt of a task. */
export const describeRun = (): MachineDescription => describeMachine(runMachine);

/** One whose root is not parallel is one region. */
export const describeMachine = ({ root }: AnyStateMachine): MachineDescription => ({
  id: root.id,
  regions: root.type === "parallel" ? Object.values(root.states).map(region) : [region(root)],
});

function region(node: AnyStateNode): RegionDescription {
  const below = descendants(node);
  return {
    name: node.key,
    states: below.map((state) => ({
      name: nameOf(state, node),
      initial: state.parent?.config.initial === state.key,
    })),
    transitions: [node, ...below].flatMap(waysOut).map((way) => transition(way, node)),
  };
}

const waysOut = (state: AnyStateNode): readonly AnyTransitionDefinition[] => [
  ...[...state.transitions.values()].flat(),
  ...(state.always ?? []),
];

const descendants = (node: AnyStateNode): readonly AnyStateNode[] =>
  Object.values<AnyStateNode>(node.states).flatMap((child) => [child, ...descendants(child)]);

const nameOf = (node: AnyStateNode, region: AnyStateNode): string =>
  node === region ? "any" : node.path.slice(region.path.length).join(".");

function transition(definition: AnyTransitionDefinition, region: AnyStateNode): TransitionDescription {
  const guard = labelOf(definition.guard);
  const target = definition.target?.[0];
  return {
    from: nameOf(definition.source, region),
    event: eventOf(definition.eventType),
    ...(guard === undefined ? {} : { guard }),
    ...(target === undefined ? {} : { to: nameOf(target, region) }),
    actions: definition.actions.flatMap((action: unknown) => labelOf(action) ?? []),
  };
}

const eventOf = (type: string): string =>
  type === "" ? "always" : type.replace(/^xstate\.after\.(.+?)\.(?:session|run)\..*$/, "after $1");

/** Guards and actions are names, or objects with a type; an intent's kind would else be in its function's result only. */
function labelOf(thing: unknown): string | undefined {
  if (typeof thing === "string") return thing;
  const type = read(thing, "type");
  if (type !== "intend") return typeof type === "string" ? type : undefined;
  const title = read(thing, "title");
  return typeof title === "string" ? `intend ${title}` : "intend";
}

/** A region as a Mermaid state diagram. */
export function mermaid({ states, transitions }: RegionDescription): string {
  const id = (name: string) => name.replaceAll(/[^a-z0-9]/g, "_");
  const lines = [
    "stateDiagram-v2",
    ...states.map(({ name }) => `  state ${JSON.stringify(name)} as ${id(name)}`),
    ...states.flatMap(({ name, initial }) => (initial && !name.includes(".") ? [`  [*] --> ${id(name)}`] : [])),
    ...moves(transitions).map(([from, to, label]) => `  ${id(from)} --> ${id(to)}: ${label}`),
  ];
  return lines.join("\n");
}

/** One arrow for each pair of states, whatever the number of ways between them. */
function moves(transitions: readonly TransitionDescription[]): readonly (readonly [string, string, string])[] {
  const pairs = new Map<string, { readonly from: string; readonly to: string; readonly labels: string[] }>();
  for (const { from, to, event, guard } of transitions) {
    if (to === undefined || to === from) continue;
    const key = `${from} ${to}`;
    const label = event === "capture" ? (guard ?? event) : event;
    const pair = pairs.get(key) ?? { from, to, labels: [] };
    if (!pair.labels.includes(label)) pair.labels.push(label);
    pairs.set(key, pair);
  }
  return [...pairs.values()].map(({ from, to, labels }) => [from, to, labels.join(", ")] as const);
}
