import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Service, Settled } from "../../daemon/service.ts";
import { TASK_STATUSES } from "../../daemon/service.ts";
import { goalId } from "../../machines/ids.ts";
import type { AppOptions } from "../options.ts";
import { noSuchSession, problem, problems } from "../problem.ts";
import { json, jsonBody, limit } from "../wire/common.ts";
import { DoubtWire, toDoubtWire } from "../wire/doubt.ts";
import { fromNewTaskWire, NewTaskWire, TaskWire, toTaskWire } from "../wire/task.ts";
import { TaskWhyWire, toTaskWhyWire } from "../wire/why.ts";
import { newRoutes } from "./new-routes.ts";
import { noSuchTask } from "./no-such-task.ts";

const tags = ["tasks"];
const params = z.object({ id: z.string() });
const OneTask = z.object({ task: TaskWire });

const statuses = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(TASK_STATUSES)))
  .optional()
  .openapi({ type: "string", example: "pending,working", description: `Some of ${TASK_STATUSES.join(", ")}` });

const list = createRoute({
  method: "get",
  path: "/api/tasks",
  tags,
  summary: "The backlog",
  request: { query: z.object({ status: statuses, goal: z.string().min(1).optional(), limit: limit(100, 10_000) }) },
  responses: { 200: json(z.object({ tasks: z.array(TaskWire), count: z.int() }), "The tasks"), ...problems() },
});

const add = createRoute({
  method: "post",
  path: "/api/tasks",
  tags,
  summary: "Add a task to the backlog",
  request: { body: jsonBody(NewTaskWire) },
  responses: {
    201: json(
      z.object({ task: TaskWire, warning: z.string().nullable().openapi({ description: "No session would take it" }) }),
      "The task",
    ),
    ...problems(404),
  },
});

const one = createRoute({
  method: "get",
  path: "/api/tasks/{id}",
  tags,
  summary: "One task",
  request: { params },
  responses: {
    200: json(
      OneTask.extend({ doubt: DoubtWire.nullable().openapi({ description: "What was found, if it is unsure" }) }),
      "The task",
    ),
    ...problems(404),
  },
});

const why = createRoute({
  method: "get",
  path: "/api/tasks/{id}/why",
  tags,
  summary: "What the record knows of a task: history, deliveries, proof, and why nobody works on it",
  request: { params },
  responses: { 200: json(TaskWhyWire, "Why"), ...problems(404) },
});

const settled = { 200: json(OneTask, "The task as it is now"), ...problems(404, 409) };
const cancel = createRoute({
  method: "post",
  path: "/api/tasks/{id}/cancel",
  tags,
  summary: "Never give it to anyone",
  request: { params },
  responses: settled,
});
const retry = createRoute({
  method: "post",
  path: "/api/tasks/{id}/retry",
  tags,
  summary: "Put it back in line",
  request: { params },
  responses: settled,
});

/** No default here: a request without a body is not parsed at all. */
const Word = z.strictObject({ text: z.string().optional().openapi({ description: "Summary or reason" }) });
const wordBody = { required: false, content: { "application/json": { schema: Word } } };
const done = createRoute({
  method: "post",
  path: "/api/tasks/{id}/done",
  tags,
  summary: "Say that it is done",
  request: { params, body: wordBody },
  responses: settled,
});
const fail = createRoute({
  method: "post",
  path: "/api/tasks/{id}/fail",
  tags,
  summary: "Say that it failed",
  request: { params, body: wordBody },
  responses: settled,
});

/** `/api/tasks…`. */
export const taskRoutes = ({ service }: AppOptions) =>
  newRoutes()
    .openapi(list, async (c) => {
      const { status, goal, limit } = c.req.valid("query");
      const found = await service.tasks({
        limit,
        ...(status === undefined ? {} : { statuses: status }),
        ...(goal === undefined ? {} : { goal: goalId(goal) }),
      });
      return c.json({ tasks: found.map(toTaskWire), count: found.length }, 200);
    })
    .openapi(add, async (c) => {
      const body = c.req.valid("json");
      const known = service.sessions().map((view) => view.name);
      const parsed = fromNewTaskWire(service, body.content, body);
      if ("unknownSession" in parsed) return noSuchSession(c, parsed.unknownSession, known);
      const added = await service.add(parsed.task);
      switch (added.kind) {
        case "added":
          return c.json({ task: toTaskWire(added.task), warning: added.warning ?? null }, 201);
        case "refused":
          return problem(c, 422, added.why);
        case "no such session":
          return noSuchSession(c, body.session, added.known);
      }
    })
    .openapi(one, async (c) => {
      const { id } = c.req.valid("param");
      const task = await service.task(id);
      if (task === undefined) return noSuchTask(c, service, id);
      const doubt = await service.doubt(id);
      return c.json({ task: toTaskWire(task), doubt: doubt ? toDoubtWire(doubt) : null }, 200);
    })
    .openapi(why, async (c) => {
      const { id } = c.req.valid("param");
      const found = await service.whyTask(id);
      return found === undefined ? noSuchTask(c, service, id) : c.json(toTaskWhyWire(found), 200);
    })
    .openapi(cancel, async (c) => {
      const { id } = c.req.valid("param");
      return answer(c, service, id, await service.cancel(id));
    })
    .openapi(retry, async (c) => {
      const { id } = c.req.valid("param");
      return answer(c, service, id, await service.retry(id));
    })
    .openapi(done, async (c) => {
      const { id } = c.req.valid("param");
      return report(c, service, id, "done", c.req.valid("json").text ?? "");
    })
    .openapi(fail, async (c) => {
      const { id } = c.req.valid("param");
      return report(c, service, id, "failed", c.req.valid("json").text ?? "");
    });

async function answer(c: Context, service: Service, id: string, came: Settled) {
  switch (came.kind) {
    case "settled":
      return c.json({ task: toTaskWire(came.task) }, 200);
    case "no such task":
      return noSuchTask(c, service, id);
    case "refused":
      return problem(c, 409, `task ${id} is ${came.status}, so it stays as it is`);
  }
}

async function report(c: Context, service: Service, id: string, outcome: "done" | "failed", text: string) {
  if ((await service.task(id)) === undefined) return noSuchTask(c, service, id);
  const came = await service.report({ task: id, outcome, text });
  return came.kind === "reported" ? c.json({ task: toTaskWire(came.task) }, 200) : problem(c, 409, came.why);
}
