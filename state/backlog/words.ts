// Words that stand in the columns, as values: this room may know the orchestrator's types alone.
import type { PlanStatus } from "../../orchestrator/plan/plan.ts";
import type { Size } from "../../orchestrator/task.ts";

export const SIZES = ["S", "M", "L"] as const satisfies readonly Size[];
export const PLAN_STATUSES = ["proposed", "accepted", "rejected"] as const satisfies readonly PlanStatus[];
