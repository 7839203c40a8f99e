import { z } from "@hono/zod-openapi";
import type { Plan, PlannedTask } from "../../daemon/goal-service.ts";
import { PLAN_STATUSES } from "../../daemon/goal-service.ts";
import { SIZES } from "../../daemon/service.ts";
import { iso, isoOrNull, Time } from "./time.ts";

const PlannedTaskWire = z
  .object({
    key: z.string().openapi({ description: "Its name within the plan" }),
    content: z.string(),
    depends_on: z.array(z.string()).openapi({ description: "Keys of the plan, or ids of tasks that are there" }),
    part_of: z.string().nullable(),
    size: z.enum(SIZES).nullable(),
    priority: z.number().nullable(),
    category: z.string().nullable(),
    deadline: Time.nullable(),
    check: z.string().nullable(),
    acceptance: z.string().nullable(),
    labels: z.array(z.string()),
  })
  .openapi("PlannedTask");

export const PlanWire = z
  .object({
    id: z.string(),
    goal: z.string().nullable().openapi({ description: "Whose tasks they would be" }),
    task: z.string().nullable().openapi({ description: "Whose parts they would be" }),
    planner: z.string(),
    status: z.enum(PLAN_STATUSES),
    created_at: Time,
    tasks: z.array(PlannedTaskWire),
    left_out: z.array(z.object({ content: z.string(), why: z.string() })),
  })
  .openapi("Plan");
export type PlanWire = z.infer<typeof PlanWire>;

export const toPlanWire = (plan: Plan): PlanWire => ({
  id: plan.id,
  goal: plan.subject.kind === "goal" ? plan.subject.goal : null,
  task: plan.subject.kind === "task" ? plan.subject.task : null,
  planner: plan.planner,
  status: plan.status,
  created_at: iso(plan.createdAt),
  tasks: plan.tasks.map(plannedTaskWire),
  left_out: plan.leftOut.map(({ content, why }) => ({ content, why })),
});

const plannedTaskWire = (task: PlannedTask): z.infer<typeof PlannedTaskWire> => ({
  key: task.key,
  content: task.content,
  depends_on: [...task.dependsOn],
  part_of: task.partOf ?? null,
  size: task.size ?? null,
  priority: task.priority ?? null,
  category: task.category ?? null,
  deadline: isoOrNull(task.deadline),
  check: task.check ?? null,
  acceptance: task.acceptance ?? null,
  labels: [...(task.labels ?? [])],
});
