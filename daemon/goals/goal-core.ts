import type { Backlog, Clock, Ids } from "../ports.ts";
import type { Planner } from "../ports/planner.ts";

/** The user's wishes about planning. */
export interface PlanningSettings {
  /** Steps of a plan at most. */
  readonly max: number;
  /** May a planner that is a model say which command checks a task? drover runs it. */
  readonly checks: boolean;
}

/** What the goal service stands on. */
export interface GoalCore {
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly planner: Planner;
  readonly planning: PlanningSettings;
}
