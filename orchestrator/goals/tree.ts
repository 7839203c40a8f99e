// Visions, their goals, the first tasks of each, and how far all of it is.
import type { GoalId, TaskId } from "../../machines/ids.ts";
import type { Task } from "../task.ts";
import type { Goal, Vision } from "./goal.ts";
import type { Counts, Progress } from "./progress.ts";
import { addUp, progressOf } from "./progress.ts";
import type { Blocker } from "./readiness.ts";

export interface TreeTask {
  readonly task: Task;
  /** What it waits for; empty unless it is blocked. */
  readonly waitsFor: readonly Blocker[];
  /** 0, or how many wholes that are shown it is inside of. Parts stand behind their whole. */
  readonly depth: number;
}

export interface TreeGoal {
  readonly goal: Goal;
  readonly progress: Progress;
  readonly tasks: readonly TreeTask[];
  /** Tasks that are not listed. */
  readonly more: number;
}

export interface TreeVision {
  /** Absent: the goals without a vision that is there. */
  readonly vision?: Vision;
  readonly progress: Progress;
  readonly goals: readonly TreeGoal[];
}

export interface Tree {
  readonly visions: readonly TreeVision[];
  /** Tasks of no goal. */
  readonly loose: Progress;
  readonly progress: Progress;
}

/** What the store has to say. */
export interface TreeRows {
  readonly visions: readonly Vision[];
  readonly goals: readonly Goal[];
  /** Tasks without parts, by goal and status. */
  readonly counts: ReadonlyMap<GoalId, Counts>;
  readonly allCounts: Counts;
  /** Every task of a goal, those with parts too. */
  readonly sizes: ReadonlyMap<GoalId, number>;
  /** Some of each goal, in the order in which they are shown. */
  readonly tasks: readonly Task[];
  readonly blockers: ReadonlyMap<TaskId, readonly Blocker[]>;
}

export function treeOf(rows: TreeRows): Tree {
  const byGoal = Map.groupBy(rows.tasks, ({ goal }) => goal);
  const goals = rows.goals.map((goal) => goalNode(goal, byGoal.get(goal.id) ?? [], rows));
  const known = new Set(rows.visions.map(({ id }) => id));
  const byVision = Map.groupBy(goals, ({ goal: { vision } }) =>
    vision !== undefined && known.has(vision) ? vision : undefined,
  );
  const without = byVision.get(undefined) ?? [];
  const all = progressOf(rows.allCounts);
  return {
    visions: [
      ...rows.visions.map((vision) => ({ vision, ...roll(byVision.get(vision.id) ?? []) })),
      ...(without.length > 0 ? [roll(without)] : []),
    ],
    loose: minus(all, addUp(goals.map(({ progress }) => progress))),
    progress: all,
  };
}

const roll = (goals: readonly TreeGoal[]): TreeVision => ({
  goals,
  progress: addUp(goals.map(({ progress }) => progress)),
});

function goalNode(goal: Goal, tasks: readonly Task[], rows: TreeRows): TreeGoal {
  const shown = new Set(tasks.map(({ id }) => id));
  const parts = Map.groupBy(tasks, ({ parent }) => (parent !== undefined && shown.has(parent) ? parent : undefined));
  const listed = (task: Task, depth: number): readonly TreeTask[] => [
    { task, depth, waitsFor: rows.blockers.get(task.id) ?? [] },
    ...(parts.get(task.id) ?? []).flatMap((part) => listed(part, depth + 1)),
  ];
  return {
    goal,
    progress: progressOf(rows.counts.get(goal.id) ?? {}),
    tasks: (parts.get(undefined) ?? []).flatMap((task) => listed(task, 0)),
    more: Math.max(0, (rows.sizes.get(goal.id) ?? 0) - tasks.length),
  };
}

const minus = (all: Progress, some: Progress): Progress => ({
  total: all.total - some.total,
  done: all.done - some.done,
  ready: all.ready - some.ready,
  waiting: all.waiting - some.waiting,
  running: all.running - some.running,
  stuck: all.stuck - some.stuck,
  cancelled: all.cancelled - some.cancelled,
});
