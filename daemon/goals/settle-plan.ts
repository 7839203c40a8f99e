import type { AcceptedPlan, NotThere, Plan, Refused } from "../goal-service.ts";
import type { GoalCore } from "./goal-core.ts";
import { noPlan } from "./not-there.ts";

/** All of the plan becomes tasks, or nothing of it. */
export async function acceptPlan(id: string, core: GoalCore): Promise<AcceptedPlan> {
  const came = await core.backlog.accept(id, core.clock.now());
  switch (came.kind) {
    case "accepted":
      return came;
    case "no such plan":
      return noPlan(id, core);
    case "refused":
      return { kind: "refused", why: `plan ${id} cannot be accepted: ${came.why}` };
  }
}

export async function rejectPlan(
  id: string,
  core: GoalCore,
): Promise<{ readonly kind: "rejected"; readonly plan: Plan } | Refused | NotThere> {
  const before = await core.backlog.plan(id);
  if (before === undefined) return noPlan(id, core);
  if (before.status !== "proposed") return { kind: "refused", why: `plan ${id} is ${before.status} already` };
  const plan = await core.backlog.reject(id, core.clock.now());
  return plan === undefined ? noPlan(id, core) : { kind: "rejected", plan };
}
