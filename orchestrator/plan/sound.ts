// Whether what a planner said can become tasks.
// S1. A step that is there already, as a task or twice in the plan, is left out; what waits for it waits for that one.
// S2. A step whose text cannot be typed is left out; what waits for it waits for what it waited for.
// S3. A step that waits for something unknown, or a circle, makes the whole plan unusable: its order is not meant so.
// S4. Of too many steps those are kept that need nothing of the rest; nothing is left out silently.
import type { TaskId } from "../../machines/ids.ts";
import type { CheckText } from "../text.ts";
import { circleAmong, sayCircle } from "../goals/cycle.ts";
import { likeness } from "./alike.ts";
import type { LeftOut, PlannedTask } from "./plan.ts";

export interface SoundRules {
  /** Steps at most. */
  readonly max: number;
  /** Tasks that are there and not given up. */
  readonly existing: readonly { readonly id: TaskId; readonly content: string }[];
  readonly checkText: CheckText;
  /** May a step bring a check command, which drover itself would run? */
  readonly checks: boolean;
}

export type Sound =
  | { readonly kind: "sound"; readonly tasks: readonly PlannedTask[]; readonly leftOut: readonly LeftOut[] }
  /** Nothing is left to do. */
  | { readonly kind: "empty"; readonly leftOut: readonly LeftOut[] }
  /** One sentence that the planner can act on. */
  | { readonly kind: "malformed"; readonly why: string };

export function soundPlan(said: readonly PlannedTask[], rules: SoundRules): Sound {
  const twice = said.find(({ key }, at) => said.findIndex((other) => other.key === key) !== at);
  if (twice !== undefined) return { kind: "malformed", why: `two steps are called ${twice.key}` };
  const unknown = unknownNeed(said, rules);
  if (unknown !== undefined) return { kind: "malformed", why: unknown };
  const circle = circleOf(said);
  if (circle !== undefined) return { kind: "malformed", why: `the steps go in a circle: ${sayCircle(circle)}` };
  const sifted = sift(said, rules);
  if (circleOf(sifted.kept) !== undefined)
    return { kind: "malformed", why: "a step that is named twice goes in a circle" };
  const { kept, beyond } = firstOf(inOrder(sifted.kept), rules.max);
  const leftOut = [...sifted.leftOut, ...beyond];
  return kept.length === 0 ? { kind: "empty", leftOut } : { kind: "sound", tasks: kept.map(clean(rules)), leftOut };
}

function unknownNeed(said: readonly PlannedTask[], { existing }: SoundRules): string | undefined {
  const known = new Set<string>([...said.map(({ key }) => key), ...existing.map(({ id }) => id)]);
  const keys = new Set(said.map(({ key }) => key));
  for (const { key, dependsOn, partOf } of said) {
    const need = dependsOn.find((one) => !known.has(one));
    if (need !== undefined) return `step ${key} waits for ${need}, which is neither a step nor a task`;
    if (partOf !== undefined && !keys.has(partOf)) return `step ${key} is a part of ${partOf}, which is no step`;
  }
  return undefined;
}

/** Keeps S3. A whole waits for its parts; a part waits for what its whole waits for. */
function circleOf(said: readonly PlannedTask[]): readonly string[] | undefined {
  const edges = inherited(said).flatMap(({ key, dependsOn, partOf }) => [
    ...dependsOn.map((need) => ({ task: key, need })),
    ...(partOf === undefined ? [] : [{ task: partOf, need: key }]),
  ]);
  return circleAmong(edges);
}

interface Sifted {
  readonly kept: readonly PlannedTask[];
  readonly leftOut: readonly LeftOut[];
}

/** Keeps S1 and S2. */
function sift(said: readonly PlannedTask[], { existing, checkText }: SoundRules): Sifted {
  const seen = new Map<string, string>(existing.map(({ id, content }) => [likeness(content), id]));
  /** What stands for a step that is left out. */
  const instead = new Map<string, readonly string[]>();
  const leftOut: LeftOut[] = [];
  const kept = said.flatMap((task): readonly PlannedTask[] => {
    const text = checkText(task.content);
    const twin = seen.get(likeness(task.content));
    if (text.kind === "text" && twin === undefined) {
      seen.set(likeness(task.content), task.key);
      return [{ ...task, content: text.text }];
    }
    instead.set(task.key, twin === undefined ? task.dependsOn : [twin]);
    leftOut.push({ content: task.content, why: text.kind === "refused" ? text.why : `it is there as ${twin ?? ""}` });
    return [];
  });
  return { kept: inherited(kept.map((task) => redirected(task, instead))), leftOut };
}

function redirected({ partOf, ...task }: PlannedTask, instead: ReadonlyMap<string, readonly string[]>): PlannedTask {
  const standsFor = (need: string): readonly string[] => instead.get(need)?.flatMap(standsFor) ?? [need];
  const dependsOn = [...new Set(task.dependsOn.flatMap(standsFor))].filter((need) => need !== task.key);
  return { ...task, dependsOn, ...(partOf === undefined || instead.has(partOf) ? {} : { partOf }) };
}

/** A part waits for all that its whole waits for, at any depth. */
export function inherited<T extends Pick<PlannedTask, "key" | "dependsOn" | "partOf">>(
  tasks: readonly T[],
): readonly T[] {
  const byKey = new Map(tasks.map((task) => [task.key, task]));
  const needs = (task: T, below: readonly string[]): readonly string[] => {
    const whole = task.partOf === undefined || below.includes(task.key) ? undefined : byKey.get(task.partOf);
    return whole === undefined ? task.dependsOn : [...task.dependsOn, ...needs(whole, [...below, task.key])];
  };
  return tasks.map((task) => ({ ...task, dependsOn: [...new Set(needs(task, []))] }));
}

/** What is needed stands before what needs it, a whole before its parts; else the order in which it was said. */
function inOrder(tasks: readonly PlannedTask[]): readonly PlannedTask[] {
  const left = [...tasks];
  const placed = new Set<string>();
  const ordered: PlannedTask[] = [];
  while (left.length > 0) {
    const waits = (need: string) => !placed.has(need) && left.some(({ key }) => key === need);
    const next = left.findIndex(({ dependsOn, partOf }) => ![...dependsOn, ...(partOf ? [partOf] : [])].some(waits));
    const [task] = left.splice(Math.max(0, next), 1);
    if (task === undefined) break;
    placed.add(task.key);
    ordered.push(task);
  }
  return ordered;
}

/** Keeps S4. A whole is kept only with all of its parts: it would be done without the others. */
function firstOf(
  tasks: readonly PlannedTask[],
  max: number,
): { kept: readonly PlannedTask[]; beyond: readonly LeftOut[] } {
  const kept = tasks.slice(0, max);
  const beyond = tasks.slice(max);
  for (let torn = tornWhole(kept, beyond); torn !== undefined; torn = tornWhole(kept, beyond)) {
    const from = kept.indexOf(torn);
    beyond.unshift(...kept.splice(from));
  }
  return { kept, beyond: beyond.map(({ content }) => ({ content, why: `there are more than ${max} steps` })) };
}

const tornWhole = (kept: readonly PlannedTask[], beyond: readonly PlannedTask[]): PlannedTask | undefined =>
  kept.find(({ key }) => beyond.some(({ partOf }) => partOf === key));

const clean =
  ({ checks }: SoundRules) =>
  ({ check, ...task }: PlannedTask): PlannedTask => ({ ...task, ...(checks && check !== undefined ? { check } : {}) });
