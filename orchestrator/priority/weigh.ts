// What a task weighs beyond its stored priority, in parts whose arithmetic is the weight itself:
//     index = (priority + unlocks) * urgency
// priority: stored priority / 50.
// unlocks: half of what the tasks that wait for it weigh, each shared among all it waits for; theirs in turn added.
// urgency: 1, and up to 3 more as the slack of the nearest deadline behind it runs out. Slack is what is left of the
// time until a deadline when the longest way there, this task included, is taken off: the critical path.
import type { At, TaskId } from "../../machines/ids.ts";
import type { Size } from "../task.ts";
import type { Parts } from "./choice.ts";
import type { OpenTask } from "./policy.ts";

/** Minutes that a task is thought to take, by its size. */
export const MINUTES: Readonly<Record<Size, number>> = { S: 20, M: 60, L: 180 };
const MEAN = 60;
const minutesOf = ({ size }: OpenTask): number => (size === undefined ? MEAN : MINUTES[size]);

/** The weights of all tasks of a graph. A task on a circle, which no store lets in, weighs as if nothing waited for it. */
export function weigh(unordered: readonly OpenTask[], now: At): ReadonlyMap<TaskId, Parts> {
  // Sums of fractions depend on the order of adding, and the graph comes in none.
  const graph = unordered.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const behind = whoWaits(graph);
  const parts = new Map<TaskId, Parts>();
  const latest = new Map<TaskId, LatestStart>();
  for (const task of lastFirst(graph, behind)) {
    const waiting = behind.get(task.id) ?? [];
    const due = latestStart(task, waiting, latest);
    if (due !== undefined) latest.set(task.id, due);
    parts.set(task.id, partsOf(task, waiting, parts, due, now));
  }
  return parts;
}

function whoWaits(graph: readonly OpenTask[]): ReadonlyMap<TaskId, readonly OpenTask[]> {
  const behind = new Map<TaskId, OpenTask[]>();
  for (const task of graph) {
    for (const need of task.waitsFor) {
      const waiting = behind.get(need);
      if (waiting === undefined) behind.set(need, [task]);
      else waiting.push(task);
    }
  }
  return behind;
}

/** Every task after all that wait for it; those on a circle at the end. */
function lastFirst(graph: readonly OpenTask[], behind: ReadonlyMap<TaskId, readonly OpenTask[]>): readonly OpenTask[] {
  const open = new Map(graph.map((task) => [task.id, behind.get(task.id)?.length ?? 0]));
  const byId = new Map(graph.map((task) => [task.id, task]));
  const ordered = graph.filter(({ id }) => open.get(id) === 0);
  for (const task of ordered) {
    for (const need of task.waitsFor) {
      const left = (open.get(need) ?? 0) - 1;
      open.set(need, left);
      const freed = byId.get(need);
      if (left === 0 && freed !== undefined) ordered.push(freed);
    }
  }
  const placed = new Set(ordered);
  return [...ordered, ...graph.filter((task) => !placed.has(task))];
}

interface LatestStart {
  readonly at: At;
  readonly deadline: At;
  readonly of: TaskId;
}

/** When it must begin at the latest for every deadline behind it, and which of them says so. */
function latestStart(
  task: OpenTask,
  waiting: readonly OpenTask[],
  latest: ReadonlyMap<TaskId, LatestStart>,
): LatestStart | undefined {
  const takes = minutesOf(task) * 60_000;
  const own = task.deadline === undefined ? [] : [{ at: task.deadline - takes, deadline: task.deadline, of: task.id }];
  const others = waiting.flatMap(({ id }) => {
    const due = latest.get(id);
    return due === undefined ? [] : [{ ...due, at: due.at - takes }];
  });
  return [...own, ...others].toSorted((a, b) => a.at - b.at)[0];
}

function partsOf(
  task: OpenTask,
  waiting: readonly OpenTask[],
  known: ReadonlyMap<TaskId, Parts>,
  due: LatestStart | undefined,
  now: At,
): Parts {
  const priority = task.priority / 50;
  const add = waiting.reduce((sum, other) => {
    const theirs = known.get(other.id);
    const weight = other.priority / 50 + (theirs?.unlocks.add ?? 0);
    return sum + (0.5 * weight) / Math.max(1, other.waitsFor.length);
  }, 0);
  const urgency = urgencyOf(due, now);
  const unlocks = { add: round(add), tasks: waiting.map(({ id }) => id) };
  return { priority, unlocks, urgency, index: round((priority + unlocks.add) * urgency.times) };
}

function urgencyOf(due: LatestStart | undefined, now: At): Parts["urgency"] {
  if (due === undefined) return { times: 1 };
  const slackMinutes = (due.at - now) / 60_000;
  const times = round(1 + 3 * Math.exp(-Math.max(0, slackMinutes) / (3 * MEAN)));
  return { times, slackMinutes: Math.round(slackMinutes), deadline: due.deadline, of: due.of };
}

/** What is shown is what was weighed: no digits beyond. */
const round = (value: number): number => Math.round(value * 1_000) / 1_000;
