import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { MadeGoal } from "../../daemon/goal-service.ts";
import { GOAL_STATUSES } from "../../daemon/goal-service.ts";
import type { AppOptions } from "../options.ts";
import { problem, problems } from "../problem.ts";
import { json, jsonBody, limit } from "../wire/common.ts";
import { GoalWire, toGoalWire, toTreeWire, toVisionWire, TreeWire, VisionWire } from "../wire/goal.ts";
import { Time } from "../wire/time.ts";
import { newRoutes } from "./new-routes.ts";
import { notThere } from "./not-there.ts";

const tags = ["goals"];
const params = z.object({ id: z.string() });
const OneGoal = z.object({ goal: GoalWire });

const tree = createRoute({
  method: "get",
  path: "/api/goals",
  tags,
  summary: "Visions, goals and tasks as a tree, and how far all of it is",
  request: { query: z.object({ tasks: limit(10, 1_000).openapi({ description: "Tasks listed of each goal" }) }) },
  responses: { 200: json(TreeWire, "The tree"), ...problems() },
});

const NewGoal = z
  .strictObject({
    content: z.string().openapi({ description: "Markdown; the first line is its title" }),
    vision: z.string().min(1).optional(),
    project: z.string().max(200).optional(),
    category: z.string().max(200).optional(),
    priority: z.int().min(0).max(100).optional(),
    deadline: Time.optional(),
  })
  .openapi("NewGoal");
const add = createRoute({
  method: "post",
  path: "/api/goals",
  tags,
  summary: "Add a goal",
  request: { body: jsonBody(NewGoal) },
  responses: { 201: json(OneGoal, "The goal"), ...problems(404) },
});

const one = createRoute({
  method: "get",
  path: "/api/goals/{id}",
  tags,
  summary: "One goal",
  request: { params },
  responses: { 200: json(OneGoal, "The goal"), ...problems(404) },
});

const GoalChange = z
  .strictObject({
    content: z.string().optional(),
    priority: z.int().min(0).max(100).optional(),
    deadline: Time.nullable().optional().openapi({ description: "Null: none any more" }),
    status: z.enum(GOAL_STATUSES).optional(),
  })
  .openapi("GoalChange");
const change = createRoute({
  method: "patch",
  path: "/api/goals/{id}",
  tags,
  summary: "Change a goal; what is absent stays",
  request: { params, body: jsonBody(GoalChange) },
  responses: { 200: json(OneGoal, "The goal as it is now"), ...problems(404) },
});

const addVision = createRoute({
  method: "post",
  path: "/api/visions",
  tags,
  summary: "Add a vision",
  request: { body: jsonBody(z.strictObject({ content: z.string() }).openapi("NewVision")) },
  responses: { 201: json(z.object({ vision: VisionWire }), "The vision"), ...problems() },
});

/** `/api/goals…` and `/api/visions`. */
export const goalRoutes = ({ service: { goals } }: AppOptions) =>
  newRoutes()
    .openapi(tree, async (c) => c.json(toTreeWire(await goals.tree(c.req.valid("query").tasks)), 200))
    .openapi(add, async (c) => {
      const { deadline, ...rest } = c.req.valid("json");
      const made = await goals.addGoal({
        ...present(rest),
        content: rest.content,
        ...(deadline === undefined ? {} : { deadline: Date.parse(deadline) }),
      });
      return made.kind === "made" ? c.json({ goal: toGoalWire(made.goal) }, 201) : refusal(c, made);
    })
    .openapi(one, async (c) => {
      const { id } = c.req.valid("param");
      const goal = await goals.goal(id);
      if (goal !== undefined) return c.json({ goal: toGoalWire(goal) }, 200);
      const known = (await goals.goals()).slice(-5).map((other) => other.id);
      return notThere(c, { kind: "not there", what: "goal", id, known });
    })
    .openapi(change, async (c) => {
      const { deadline, ...rest } = c.req.valid("json");
      const made = await goals.changeGoal(c.req.valid("param").id, {
        ...present(rest),
        ...(deadline === undefined ? {} : { deadline: deadline === null ? null : Date.parse(deadline) }),
      });
      return made.kind === "made" ? c.json({ goal: toGoalWire(made.goal) }, 200) : refusal(c, made);
    })
    .openapi(addVision, async (c) => {
      const made = await goals.addVision(c.req.valid("json").content);
      return made.kind === "made" ? c.json({ vision: toVisionWire(made.vision) }, 201) : problem(c, 422, made.why);
    });

const refusal = (c: Context, made: Exclude<MadeGoal, { kind: "made" }>) =>
  made.kind === "refused" ? problem(c, 422, made.why) : notThere(c, made);

/** Without the keys whose value is undefined. */
const present = <T extends object>(all: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
