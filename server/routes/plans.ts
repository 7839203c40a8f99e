import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Planned, PlanWish } from "../../daemon/goal-service.ts";
import { PLAN_STATUSES } from "../../daemon/goal-service.ts";
import type { AppOptions } from "../options.ts";
import { problem, problems } from "../problem.ts";
import { json } from "../wire/common.ts";
import { PlanWire, toPlanWire } from "../wire/plan.ts";
import { TaskWire, toTaskWire } from "../wire/task.ts";
import { newRoutes } from "./new-routes.ts";
import { notThere } from "./not-there.ts";

const tags = ["goals"];
const params = z.object({ id: z.string() });
const OnePlan = z.object({ plan: PlanWire });

const Wish = z
  .strictObject({
    max: z.int().min(1).max(100).optional().openapi({ description: "Steps at most" }),
    again: z.boolean().optional().openapi({ description: "Though tasks were made of it before, or are open" }),
  })
  .openapi("PlanWish");
const body = { required: false, content: { "application/json": { schema: Wish } } };
const planned = { 200: json(OnePlan, "The plan; it waits for a yes"), ...problems(404, 409, 502) };

const plan = createRoute({
  method: "post",
  path: "/api/goals/{id}/plan",
  tags,
  summary: "Ask the planner for the tasks of a goal",
  request: { params, body },
  responses: planned,
});
const split = createRoute({
  method: "post",
  path: "/api/tasks/{id}/split",
  tags: ["tasks"],
  summary: "Ask the planner for the parts of a task",
  request: { params, body },
  responses: planned,
});

const statuses = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(PLAN_STATUSES)))
  .default(["proposed"])
  .openapi({ type: "string", example: "proposed", description: `Some of ${PLAN_STATUSES.join(", ")}` });
const list = createRoute({
  method: "get",
  path: "/api/plans",
  tags,
  summary: "Plans, newest first",
  request: { query: z.object({ status: statuses }) },
  responses: { 200: json(z.object({ plans: z.array(PlanWire), count: z.int() }), "The plans"), ...problems() },
});

const accept = createRoute({
  method: "post",
  path: "/api/plans/{id}/accept",
  tags,
  summary: "Make tasks of a plan",
  request: { params },
  responses: {
    200: json(z.object({ plan: PlanWire, tasks: z.array(TaskWire) }), "The plan and its tasks"),
    ...problems(404, 409),
  },
});
const reject = createRoute({
  method: "post",
  path: "/api/plans/{id}/reject",
  tags,
  summary: "Put a plan aside",
  request: { params },
  responses: { 200: json(OnePlan, "The plan"), ...problems(404, 409) },
});

/** `/api/plans…`, and where plans come from. */
export const planRoutes = ({ service: { goals } }: AppOptions) =>
  newRoutes()
    .openapi(plan, async (c) => answer(c, await goals.plan(c.req.valid("param").id, wishOf(c.req.valid("json")))))
    .openapi(split, async (c) => answer(c, await goals.split(c.req.valid("param").id, wishOf(c.req.valid("json")))))
    .openapi(list, async (c) => {
      const found = await goals.plans(c.req.valid("query").status);
      return c.json({ plans: found.map(toPlanWire), count: found.length }, 200);
    })
    .openapi(accept, async (c) => {
      const came = await goals.accept(c.req.valid("param").id);
      if (came.kind === "refused") return problem(c, 409, came.why);
      if (came.kind === "not there") return notThere(c, came);
      return c.json({ plan: toPlanWire(came.plan), tasks: came.tasks.map(toTaskWire) }, 200);
    })
    .openapi(reject, async (c) => {
      const came = await goals.reject(c.req.valid("param").id);
      if (came.kind === "refused") return problem(c, 409, came.why);
      return came.kind === "not there" ? notThere(c, came) : c.json({ plan: toPlanWire(came.plan) }, 200);
    });

const wishOf = ({ max, again }: z.infer<typeof Wish>): PlanWish => ({
  ...(max === undefined ? {} : { max }),
  ...(again === undefined ? {} : { again }),
});

function answer(c: Context, came: Planned) {
  switch (came.kind) {
    case "planned":
      return c.json({ plan: toPlanWire(came.plan) }, 200);
    case "nothing":
    case "refused":
      return problem(c, 409, came.why);
    case "failed":
      return problem(c, 502, came.why);
    case "not there":
      return notThere(c, came);
  }
}
