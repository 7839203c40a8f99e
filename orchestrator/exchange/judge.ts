// Whether a book can be brought into a store. Every mistake is said, each with its line.
import type { GoalId, TaskId, VisionId } from "../../machines/ids.ts";
import type { Edge } from "../goals/cycle.ts";
import { circleAmong, sayCircle } from "../goals/cycle.ts";
import type { TaskStatus } from "../task.ts";
import type { CheckText } from "../text.ts";
import type { Book, BookTask, Mistake } from "./book.ts";

/** What is in the store already. */
export interface Known {
  status(task: TaskId): TaskStatus | undefined;
  hasGoal(goal: GoalId): boolean;
  hasVision(vision: VisionId): boolean;
  /** Who waits for whom, from these on. */
  edges(from: readonly TaskId[]): readonly Edge<TaskId>[];
}

export function mistakesIn(book: Book, known: Known, checkText: CheckText): readonly Mistake[] {
  const all = [...book.visions, ...book.goals, ...book.tasks];
  const texts = all.flatMap((one) => {
    const checked = checkText(one.content);
    return checked.kind === "refused" ? [at(one, checked.why.replace("The task text", `The text of ${one.id}`))] : [];
  });
  const loose = [...looseGoals(book, known), ...looseTasks(book, known)];
  const twice = [book.visions, book.goals, book.tasks].flatMap(namedTwice);
  const mistakes = [...texts, ...twice, ...loose];
  return mistakes.length > 0 ? mistakes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) : circles(book, known);
}

const at = ({ line }: { readonly line?: number }, why: string): Mistake =>
  line === undefined ? { why } : { line, why };

function namedTwice(list: readonly { readonly id: string; readonly line?: number }[]): readonly Mistake[] {
  const first = new Map<string, { readonly line?: number }>();
  return list.flatMap((one) => {
    const before = first.get(one.id);
    if (before === undefined) first.set(one.id, one);
    const where = before?.line === undefined ? "" : `, first in line ${before.line}`;
    return before === undefined ? [] : [at(one, `${one.id} is there twice${where}`)];
  });
}

function looseGoals({ goals, visions }: Book, known: Known): readonly Mistake[] {
  const there = new Set<string>(visions.map(({ id }) => id));
  return goals.flatMap((goal) =>
    goal.vision === undefined || there.has(goal.vision) || known.hasVision(goal.vision)
      ? []
      : [at(goal, `${goal.id} serves vision ${goal.vision}, which is neither in the file nor kept`)],
  );
}

/** What is known already is not added, so nothing of it can be wrong. */
function looseTasks({ goals, tasks }: Book, known: Known): readonly Mistake[] {
  const ours = new Set<string>(goals.map(({ id }) => id));
  const there = new Set<string>(tasks.map(({ id }) => id));
  const missing = (task: TaskId): boolean => !there.has(task) && known.status(task) === undefined;
  const nowhere = "neither in the file nor kept";
  return tasks
    .filter(({ id }) => known.status(id) === undefined)
    .flatMap((task) => [
      ...(task.goal === undefined || ours.has(task.goal) || known.hasGoal(task.goal)
        ? []
        : [at(task, `${task.id} is of goal ${task.goal}, which is ${nowhere}`)]),
      ...(task.dependsOn ?? [])
        .filter(missing)
        .map((need) => at(task, `${task.id} waits for ${need}, which is ${nowhere}`)),
      ...wrongWhole(task, missing, known),
    ]);
}

function wrongWhole(task: BookTask, missing: (task: TaskId) => boolean, known: Known): readonly Mistake[] {
  const { id, parent } = task;
  if (parent === undefined) return [];
  if (missing(parent)) return [at(task, `${id} is a part of ${parent}, which is neither in the file nor kept`)];
  const status = known.status(parent);
  return status === undefined || status === "pending" || status === "blocked"
    ? []
    : [at(task, `${id} is a part of ${parent}, which is ${status}; only pending and blocked ones take parts`)];
}

/** A task that is new can close a circle with kept ones, where one of those waits for a task that was not there. */
function circles({ tasks }: Book, known: Known): readonly Mistake[] {
  const fresh = tasks.filter(({ id }) => known.status(id) === undefined);
  const own = fresh.flatMap(({ id, parent, dependsOn = [] }): readonly Edge<TaskId>[] => [
    ...dependsOn.map((need) => ({ task: id, need })),
    ...(parent === undefined ? [] : [{ task: parent, need: id }]),
  ]);
  const ends = new Set(own.flatMap(({ task, need }) => [task, need]));
  const circle = circleAmong([...own, ...known.edges([...ends])], ends);
  if (circle === undefined) return [];
  const on = fresh.find(({ id }) => circle.includes(id));
  return [at(on ?? {}, `that would be a circle: ${sayCircle(circle)}`)];
}
