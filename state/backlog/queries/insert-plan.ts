import type { Plan } from "../../../orchestrator/plan/plan.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { PlanBody } from "../plan-row.ts";
import { toText } from "../times.ts";

/** Another one for the same goal or task that waits for a yes is rejected by it. */
export function insertPlan(db: Db): (plan: Plan) => void {
  const supersede = db.prepare(`
    UPDATE drover_plans SET status = 'rejected', settled_at = :at
    WHERE status = 'proposed' AND (goal_id = :goal OR task_id = :task)`);
  const insert = db.prepare(`
    INSERT INTO drover_plans (id, status, goal_id, task_id, created_at, body)
    VALUES (:id, :status, :goal, :task, :at, :body)`);
  return inTransaction(db, ({ id, status, subject, createdAt, ...rest }: Plan): void => {
    const { planner, tasks, leftOut, madeFrom, after } = rest;
    const body = { planner, tasks, leftOut, madeFrom, ...(after === undefined ? {} : { after }) };
    const goal = subject.kind === "goal" ? subject.goal : null;
    const task = subject.kind === "task" ? subject.task : null;
    const at = toText(createdAt);
    supersede.run({ goal, task, at });
    insert.run({ id, status, goal, task, at, body: JSON.stringify(body satisfies Readonly<Stored>) });
  });
}

/** The same as what is read back, but read-only all the way down. */
type Stored = { readonly [K in keyof PlanBody]: Plan[K] };
