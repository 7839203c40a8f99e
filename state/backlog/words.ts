// Words that stand in the columns, as values: this room may know the orchestrator's types alone.
import type { PlanStatus } from "../../orchestrator/plan/plan.ts";
import type { GoalStatus } from "../../orchestrator/goals/goal.ts";
import type { Size, TaskStatus } from "../../orchestrator/task.ts";

export const SIZES = ["S", "M", "L"] as const satisfies readonly Size[];
export const PLAN_STATUSES = ["proposed", "accepted", "rejected"] as const satisfies readonly PlanStatus[];
export const GOAL_STATUSES = ["active", "paused", "done", "dropped"] as const satisfies readonly GoalStatus[];
export const TASK_STATUSES = [
  "blocked",
  "pending",
  "claimed",
  "sent",
  "working",
  "checking",
  "review",
  "done",
  "failed",
  "unsure",
  "quarantined",
  "cancelled",
] as const satisfies readonly TaskStatus[];
