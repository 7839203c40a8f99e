import { z } from "@hono/zod-openapi";
import type { NewTask, Service, Task } from "../../daemon/service.ts";
import { SIZES, TASK_STATUSES } from "../../daemon/service.ts";
import { goalId, taskId } from "../../machines/ids.ts";
import { iso, isoOrNull, Time } from "./time.ts";

export const TaskWire = z
  .object({
    id: z.string(),
    content: z.string(),
    project: z.string().openapi({ description: "Empty: any session may take it" }),
    category: z.string(),
    priority: z.number().openapi({ description: "0 to 100, higher first" }),
    status: z.enum(TASK_STATUSES),
    created_at: Time,
    session: z.string().nullable().openapi({ description: "The only session that takes it; null: any" }),
    claim: z.string().nullable(),
    fence: z.int(),
    attempts: z.int(),
    not_before: Time.nullable(),
    note: z.string().nullable(),
    finished_at: Time.nullable(),
    goal: z.string().nullable(),
    parent: z.string().nullable().openapi({ description: "The task that it is a part of" }),
    size: z.enum(SIZES).nullable(),
    deadline: Time.nullable(),
    check: z.string().nullable().openapi({ description: "A command line whose exit code 0 means done" }),
    labels: z.array(z.string()),
    acceptance: z.string().nullable(),
    depends_on: z.array(z.string()).openapi({ description: "All of these must be done before" }),
  })
  .openapi("Task");
export type TaskWire = z.infer<typeof TaskWire>;

export const toTaskWire = (task: Task): TaskWire => ({
  id: task.id,
  content: task.content,
  project: task.project,
  category: task.category,
  priority: task.priority,
  status: task.status,
  created_at: iso(task.createdAt),
  session: task.session ?? null,
  claim: task.claim ?? null,
  fence: task.fence,
  attempts: task.attempts,
  not_before: isoOrNull(task.notBefore),
  note: task.note ?? null,
  finished_at: isoOrNull(task.finishedAt),
  goal: task.goal ?? null,
  parent: task.parent ?? null,
  size: task.size ?? null,
  deadline: isoOrNull(task.deadline),
  check: task.check ?? null,
  labels: [...(task.labels ?? [])],
  acceptance: task.acceptance ?? null,
  depends_on: [...(task.dependsOn ?? [])],
});

const rest = {
  priority: z.int().min(0).max(100).optional(),
  category: z.string().max(200).optional(),
  project: z.string().max(200).optional(),
  session: z.string().optional().openapi({ description: "The session that must take it" }),
  goal: z.string().min(1).optional(),
  parent: z.string().min(1).optional(),
  size: z.enum(SIZES).optional(),
  deadline: Time.optional(),
  check: z.string().min(1).max(4_000).optional(),
  labels: z.array(z.string().min(1).max(100)).max(50).optional(),
  acceptance: z.string().min(1).max(20_000).optional(),
  depends_on: z.array(z.string().min(1)).max(100).optional(),
};
export const NewTaskWire = z.strictObject({ content: z.string(), ...rest }).openapi("NewTask");
/** The original's name for the text is `task`. */
export const AssignWire = z.strictObject({ task: z.string(), ...rest }).openapi("Assign");

type Rest = { [K in keyof typeof rest]?: z.infer<(typeof rest)[K]> };

/** The task that a body asks for, or the session in it that does not exist. */
export function fromNewTaskWire(
  service: Service,
  content: string,
  wire: Rest,
): { readonly task: NewTask } | { readonly unknownSession: string } {
  const session = wire.session === undefined ? undefined : service.session(wire.session)?.name;
  if (wire.session !== undefined && session === undefined) return { unknownSession: wire.session };
  const { priority, category, project } = wire;
  return {
    task: {
      content,
      ...extras(wire),
      ...(priority === undefined ? {} : { priority }),
      ...(category === undefined ? {} : { category }),
      ...(project === undefined ? {} : { project }),
      ...(session === undefined ? {} : { session }),
    },
  };
}

const extras = ({ goal, parent, size, deadline, check, labels, acceptance, depends_on: needs }: Rest) => ({
  ...(goal === undefined ? {} : { goal: goalId(goal) }),
  ...(parent === undefined ? {} : { parent: taskId(parent) }),
  ...(size === undefined ? {} : { size }),
  ...(deadline === undefined ? {} : { deadline: Date.parse(deadline) }),
  ...(check === undefined ? {} : { check }),
  ...(labels === undefined ? {} : { labels }),
  ...(acceptance === undefined ? {} : { acceptance }),
  ...(needs === undefined ? {} : { dependsOn: needs.map(taskId) }),
});
