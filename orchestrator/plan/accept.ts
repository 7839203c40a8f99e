// When a plan may become tasks, and which.
import { taskId } from "../../machines/ids.ts";
import type { TaskId } from "../../machines/ids.ts";
import type { Goal } from "../goals/goal.ts";
import type { NewTask, Task, TaskStatus } from "../task.ts";
import type { Plan, PlannedTask } from "./plan.ts";

/** Why not; undefined if nothing is in the way. */
export function objection(plan: Plan, goal: Goal | undefined): string | undefined {
  const settled = settledBefore(plan);
  if (settled !== undefined) return settled;
  if (goal === undefined) return "its goal is not there any more";
  if (goal.status !== "active") return `goal ${goal.id} is ${goal.status}`;
  if (goal.generatedAt !== plan.after) return `goal ${goal.id} has been generated from meanwhile`;
  if (goal.content !== plan.madeFrom) return `goal ${goal.id} has another text now; generate anew`;
  return undefined;
}

/** The same for a plan that splits a task. `parts`: how many it has already. */
export function objectionToSplit(plan: Plan, task: Task | undefined, parts: number): string | undefined {
  const settled = settledBefore(plan);
  if (settled !== undefined) return settled;
  if (task === undefined) return "its task is not there any more";
  if (task.content !== plan.madeFrom) return `task ${task.id} has another text now; split it anew`;
  return unsplittable(task, parts);
}

/** Why a task cannot be split now; undefined if it can. */
export function unsplittable({ id, status }: Task, parts: number): string | undefined {
  if (parts > 0) return `task ${id} has parts already`;
  return SPLITTABLE.has(status) ? undefined : `task ${id} is ${status}`;
}

const SPLITTABLE: ReadonlySet<TaskStatus> = new Set(["pending", "blocked", "failed", "quarantined"]);

const settledBefore = ({ id, status }: Plan): string | undefined =>
  status === "proposed" ? undefined : `plan ${id} is ${status} already`;

/** The tasks of a goal, under these ids (one for each planned task, in its order). */
export const tasksForGoal = (plan: Plan, goal: Goal, ids: readonly TaskId[]): readonly NewTask[] =>
  named(plan, ids).map(({ planned, ...links }) => ({
    ...own(planned),
    ...links,
    goal: goal.id,
    project: goal.project,
    category: planned.category ?? goal.category,
    priority: planned.priority ?? goal.priority,
  }));

/** The parts of a task. The first ones wait for what the task itself waits for. */
export const partsOfTask = (plan: Plan, whole: Task, ids: readonly TaskId[]): readonly NewTask[] =>
  named(plan, ids).map(({ planned, id, dependsOn, parent }) => ({
    id,
    ...(whole.check === undefined ? {} : { check: whole.check }),
    ...(whole.labels === undefined ? {} : { labels: whole.labels }),
    ...(whole.goal === undefined ? {} : { goal: whole.goal }),
    ...(whole.session === undefined ? {} : { session: whole.session }),
    ...(whole.deadline === undefined ? {} : { deadline: whole.deadline }),
    ...own(planned),
    parent: parent ?? whole.id,
    dependsOn: dependsOn.length > 0 ? dependsOn : (whole.dependsOn ?? []),
    project: whole.project,
    category: planned.category ?? whole.category,
    priority: planned.priority ?? whole.priority,
  }));

interface Named {
  readonly planned: PlannedTask;
  readonly id: TaskId;
  readonly dependsOn: readonly TaskId[];
  readonly parent?: TaskId;
}

function named({ tasks }: Plan, ids: readonly TaskId[]): readonly Named[] {
  const byKey = new Map(tasks.map(({ key }, at) => [key, idAt(ids, at)]));
  return tasks.map((planned, at) => {
    const parent = planned.partOf === undefined ? undefined : byKey.get(planned.partOf);
    return {
      planned,
      id: idAt(ids, at),
      // What is no key is the id of a task that was there before.
      dependsOn: planned.dependsOn.map((need) => byKey.get(need) ?? taskId(need)),
      ...(parent === undefined ? {} : { parent }),
    };
  });
}

function idAt(ids: readonly TaskId[], at: number): TaskId {
  const id = ids[at];
  if (id === undefined) throw new Error(`no id for planned task ${at + 1} of ${ids.length}`);
  return id;
}

const own = ({ content, size, deadline, check, acceptance, labels }: PlannedTask) => ({
  content,
  ...(size === undefined ? {} : { size }),
  ...(deadline === undefined ? {} : { deadline }),
  ...(check === undefined ? {} : { check }),
  ...(acceptance === undefined ? {} : { acceptance }),
  ...(labels === undefined ? {} : { labels }),
});
