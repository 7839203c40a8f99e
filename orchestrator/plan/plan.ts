import type { At, GoalId, TaskId } from "../../machines/ids.ts";
import type { Size } from "../task.ts";

export type PlanId = string;
export const PLAN_STATUSES = ["proposed", "accepted", "rejected"] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** A task that is proposed. */
export interface PlannedTask {
  /** Its name within the plan. */
  readonly key: string;
  readonly content: string;
  /** Keys of the plan, or ids of tasks that are there. */
  readonly dependsOn: readonly string[];
  /** The key of the planned task that this one is a part of. */
  readonly partOf?: string;
  readonly size?: Size;
  readonly priority?: number;
  readonly category?: string;
  readonly deadline?: At;
  readonly check?: string;
  readonly acceptance?: string;
  readonly labels?: readonly string[];
}

/** Something a planner said that will not become a task. */
export interface LeftOut {
  readonly content: string;
  readonly why: string;
}

/** What is planned: the tasks of a goal, or the parts of a task. */
export type Subject =
  | { readonly kind: "goal"; readonly goal: GoalId }
  | { readonly kind: "task"; readonly task: TaskId };

/** Tasks out of a planner, checked, waiting for a yes. */
export interface Plan {
  readonly id: PlanId;
  readonly subject: Subject;
  /** Who made it: `markdown`, `command`, `endpoint`. */
  readonly planner: string;
  readonly tasks: readonly PlannedTask[];
  readonly leftOut: readonly LeftOut[];
  /** The text it was made from: it is accepted only as long as that is the same. */
  readonly madeFrom: string;
  /** When the goal was last generated from, as known when the plan was made. */
  readonly after?: At;
  readonly status: PlanStatus;
  readonly createdAt: At;
}
