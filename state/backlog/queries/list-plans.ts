import type { Plan, PlanStatus } from "../../../orchestrator/plan/plan.ts";
import type { Db } from "../../database/open-file.ts";
import { parsePlan, PLAN_COLUMNS } from "../plan-row.ts";

/** Newest first, at most 100. */
export function listPlans(db: Db): (statuses: readonly PlanStatus[]) => readonly Plan[] {
  const select = db.prepare(`
    SELECT ${PLAN_COLUMNS} FROM drover_plans WHERE status IN (SELECT value FROM json_each(?))
    ORDER BY created_at DESC, rowid DESC LIMIT 100`);
  return (statuses) => select.all(JSON.stringify(statuses)).map(parsePlan);
}
