// What the faces of drover may ask about goals. One implementation, over the backlog and a planner.
import type { At } from "../machines/ids.ts";
import type { PastEvent } from "../orchestrator/goals/goal-book.ts";
import type { Goal, GoalStatus, Vision } from "../orchestrator/goals/goal.ts";
import type { Blocker } from "../orchestrator/goals/readiness.ts";
import type { Tree } from "../orchestrator/goals/tree.ts";
import type { Life } from "../orchestrator/life.ts";
import type { Plan, PlanStatus } from "../orchestrator/plan/plan.ts";
import type { Task } from "../orchestrator/task.ts";

// The words of the house that a face needs; it has them from here alone.
export { GOAL_STATUSES, titleOf } from "../orchestrator/goals/goal.ts";
export { isStuck } from "../orchestrator/goals/readiness.ts";
export { SPANS, timeIn } from "../orchestrator/life.ts";
export { PLAN_STATUSES } from "../orchestrator/plan/plan.ts";
export type { PastEvent } from "../orchestrator/goals/goal-book.ts";
export type { Goal, GoalStatus, Vision } from "../orchestrator/goals/goal.ts";
export type { Progress } from "../orchestrator/goals/progress.ts";
export type { Blocker } from "../orchestrator/goals/readiness.ts";
export type { Tree, TreeGoal, TreeTask, TreeVision } from "../orchestrator/goals/tree.ts";
export type { Life } from "../orchestrator/life.ts";
export type { Plan, PlannedTask, PlanStatus } from "../orchestrator/plan/plan.ts";

/** A goal as a face hears of it: ids are text that may name nothing. */
export interface GoalWish {
  readonly content: string;
  readonly vision?: string;
  readonly project?: string;
  readonly category?: string;
  readonly priority?: number;
  readonly deadline?: At;
}

export interface GoalChangeWish {
  readonly content?: string;
  readonly priority?: number;
  readonly deadline?: At | null;
  readonly status?: GoalStatus;
}

export type Refused = { readonly kind: "refused"; readonly why: string };
/** `what` names it for people: `goal`, `task`, `plan`, `vision`. */
export type NotThere = {
  readonly kind: "not there";
  readonly what: string;
  readonly id: string;
  readonly known: readonly string[];
};

export type MadeVision = { readonly kind: "made"; readonly vision: Vision } | Refused;
export type MadeGoal = { readonly kind: "made"; readonly goal: Goal } | Refused | NotThere;
export type ChangedTask = { readonly kind: "changed"; readonly task: Task } | Refused | NotThere;

export interface PlanWish {
  /** Steps at most; absent: as the config says. */
  readonly max?: number;
  /** Generate from the same text once more, or beside open tasks. */
  readonly again?: boolean;
}

export type Planned =
  | { readonly kind: "planned"; readonly plan: Plan }
  /** There is nothing to plan: why. */
  | { readonly kind: "nothing"; readonly why: string }
  /** The planner could not: why. */
  | { readonly kind: "failed"; readonly why: string }
  | Refused
  | NotThere;

export type AcceptedPlan =
  | { readonly kind: "accepted"; readonly plan: Plan; readonly tasks: readonly Task[] }
  | Refused
  | NotThere;

export interface GoalService {
  addVision(content: string): Promise<MadeVision>;
  addGoal(wish: GoalWish): Promise<MadeGoal>;
  changeGoal(id: string, change: GoalChangeWish): Promise<MadeGoal>;
  goal(id: string): Promise<Goal | undefined>;
  goals(): Promise<readonly Goal[]>;
  /** With at most so many tasks of each goal. */
  tree(tasksOfEach: number): Promise<Tree>;

  /** The task waits for these too. A circle is refused with the way round. */
  depend(task: string, needs: readonly string[]): Promise<ChangedTask>;
  undepend(task: string, needs: readonly string[]): Promise<ChangedTask>;
  blockers(task: string): Promise<readonly Blocker[]>;
  life(task: string): Promise<{ readonly events: readonly PastEvent[]; readonly life: Life }>;

  /** Asks the planner for the tasks of a goal; the plan waits for a yes. */
  plan(goal: string, wish: PlanWish): Promise<Planned>;
  /** Asks the planner for the parts of a task. */
  split(task: string, wish: PlanWish): Promise<Planned>;
  plans(statuses: readonly PlanStatus[]): Promise<readonly Plan[]>;
  accept(plan: string): Promise<AcceptedPlan>;
  reject(plan: string): Promise<{ readonly kind: "rejected"; readonly plan: Plan } | Refused | NotThere>;
}
