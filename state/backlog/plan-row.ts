import { z } from "zod";
import { goalId, taskId } from "../../machines/ids.ts";
import type { Plan } from "../../orchestrator/plan/plan.ts";
import { PLAN_STATUSES, SIZES } from "./words.ts";
import { fromText } from "./times.ts";

export const PLAN_COLUMNS = "id, status, goal_id, task_id, created_at, body";

const PLANNED = z.object({
  key: z.string(),
  content: z.string(),
  dependsOn: z.array(z.string()),
  partOf: z.string().exactOptional(),
  size: z.enum(SIZES).exactOptional(),
  priority: z.number().exactOptional(),
  category: z.string().exactOptional(),
  deadline: z.number().exactOptional(),
  check: z.string().exactOptional(),
  acceptance: z.string().exactOptional(),
  labels: z.array(z.string()).exactOptional(),
});

const BODY = z.object({
  planner: z.string(),
  tasks: z.array(PLANNED),
  leftOut: z.array(z.object({ content: z.string(), why: z.string() })),
  madeFrom: z.string(),
  after: z.number().exactOptional(),
});
export type PlanBody = z.infer<typeof BODY>;

const ROW = z.object({
  id: z.string(),
  status: z.enum(PLAN_STATUSES),
  goal_id: z.string().nullable(),
  task_id: z.string().nullable(),
  created_at: z.string(),
  body: z.string(),
});

export function parsePlan(raw: unknown): Plan {
  const row = ROW.parse(raw);
  return {
    id: row.id,
    status: row.status,
    createdAt: fromText(row.created_at) ?? 0,
    subject:
      row.goal_id === null
        ? { kind: "task", task: taskId(row.task_id ?? "") }
        : { kind: "goal", goal: goalId(row.goal_id) },
    ...BODY.parse(JSON.parse(row.body)),
  };
}
