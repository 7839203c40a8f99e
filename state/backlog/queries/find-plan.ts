import type { Plan, PlanId } from "../../../orchestrator/plan/plan.ts";
import type { Db } from "../../database/open-file.ts";
import { parsePlan, PLAN_COLUMNS } from "../plan-row.ts";

export function findPlan(db: Db): (id: PlanId) => Plan | undefined {
  const select = db.prepare(`SELECT ${PLAN_COLUMNS} FROM drover_plans WHERE id = ?`);
  return (id) => {
    const raw = select.get(id);
    return raw === undefined ? undefined : parsePlan(raw);
  };
}
