import type { At } from "../../../machines/ids.ts";
import type { PlanId, PlanStatus } from "../../../orchestrator/plan/plan.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";

/** Only one that waits for a yes. */
export function settlePlan(db: Db): (id: PlanId, status: PlanStatus, at: At) => void {
  const update = db.prepare("UPDATE drover_plans SET status = ?, settled_at = ? WHERE id = ? AND status = 'proposed'");
  return (id, status, at) => void update.run(status, toText(at), id);
}
