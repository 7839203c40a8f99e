import type { Backlog, Clock, Ids } from "../ports.ts";
import type { Planner } from "../ports/planner.ts";
import type { PlanningSettings } from "../settings.ts";

/** What the goal service stands on. */
export interface GoalCore {
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly planner: Planner;
  readonly planning: PlanningSettings;
}
