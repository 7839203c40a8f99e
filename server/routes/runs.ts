import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { RUN_STATES } from "../../daemon/run-service.ts";
import type { NotThere, Patch, RunView, Tidied, Verdict } from "../../daemon/run-service.ts";
import type { AppOptions } from "../options.ts";
import { problem, problems } from "../problem.ts";
import { json, jsonBody, limit } from "../wire/common.ts";
import { RunViewWire, RunWire, toRunViewWire, toRunWire } from "../wire/run.ts";
import { TaskWire, toTaskWire } from "../wire/task.ts";
import { newRoutes } from "./new-routes.ts";
import { notThere } from "./not-there.ts";

const params = z.object({ id: z.string().openapi({ description: "A run's id, or a task's: its newest run" }) });
const Runs = z.object({ runs: z.array(RunWire), count: z.int() });
const OneRun = z.object({ run: RunWire });
const Judged = z.object({
  run: RunWire.or(z.null()).openapi({ description: "null: nobody had worked on it" }),
  task: TaskWire.or(z.null()),
  merged: z.boolean(),
});

const states = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(RUN_STATES)))
  .optional()
  .openapi({ type: "string", example: "checking,review", description: `Some of ${RUN_STATES.join(", ")}` });

const list = createRoute({
  method: "get",
  path: "/api/runs",
  tags: ["runs"],
  summary: "Attempts at tasks, newest first",
  request: { query: z.object({ state: states, task: z.string().optional(), limit: limit(100, 1_000) }) },
  responses: { 200: json(Runs, "The runs"), ...problems() },
});
const show = createRoute({
  method: "get",
  path: "/api/runs/{id}",
  tags: ["runs"],
  summary: "One run, and what was found of it",
  request: { params },
  responses: { 200: json(RunViewWire, "The run"), ...problems(404) },
});
const diff = createRoute({
  method: "get",
  path: "/api/runs/{id}/diff",
  tags: ["runs"],
  summary: "What it changed, as a patch, as it was when it was last inspected",
  request: { params },
  responses: { 200: json(z.object({ run: RunWire, patch: z.string() }), "The patch"), ...problems(404, 409, 410) },
});
const merge = createRoute({
  method: "post",
  path: "/api/runs/{id}/merge",
  tags: ["runs"],
  summary: "Merge its branch into the branch it began from",
  request: { params },
  responses: { 200: json(OneRun, "The run"), ...problems(404, 409) },
});
const Remove = z.strictObject({
  discard: z.boolean().optional().openapi({ description: "Also what was neither committed nor merged" }),
});
const remove = createRoute({
  method: "post",
  path: "/api/runs/{id}/remove",
  tags: ["runs"],
  summary: "Remove its worktree and its branch",
  request: { params, body: { required: false, content: { "application/json": { schema: Remove } } } },
  responses: { 200: json(OneRun, "The run"), ...problems(404, 409) },
});

const reviews = createRoute({
  method: "get",
  path: "/api/reviews",
  tags: ["reviews"],
  summary: "Runs that wait for a person's verdict, newest first",
  responses: { 200: json(Runs, "The runs"), ...problems() },
});
const review = createRoute({ ...show, path: "/api/reviews/{id}", tags: ["reviews"], summary: "What is to be judged" });
const reviewDiff = createRoute({ ...diff, path: "/api/reviews/{id}/diff", tags: ["reviews"] });
const Approve = z.strictObject({
  message: z.string().optional(),
  merge: z.boolean().optional().openapi({ description: "Merge its branch first; nothing is approved if that fails" }),
});
const approve = createRoute({
  method: "post",
  path: "/api/reviews/{id}/approve",
  tags: ["reviews"],
  summary: "The task is done; what waited for it is free",
  request: { params, body: { required: false, content: { "application/json": { schema: Approve } } } },
  responses: { 200: json(Judged, "What it is now"), ...problems(404, 409) },
});
const Reject = z.strictObject({ message: z.string().openapi({ description: "What is to be done otherwise" }) });
const reject = createRoute({
  method: "post",
  path: "/api/reviews/{id}/reject",
  tags: ["reviews"],
  summary: "The task is in line again with this message, for the same session if that is free",
  request: { params, body: jsonBody(Reject) },
  responses: { 200: json(Judged, "What it is now"), ...problems(404, 409) },
});

/** `/api/runs…` and `/api/reviews…`. */
export const runRoutes = ({ service: { runs } }: AppOptions) =>
  newRoutes()
    .openapi(list, async (c) => {
      const { state, task, limit } = c.req.valid("query");
      const query = {
        limit,
        ...(state === undefined ? {} : { states: state }),
        ...(task === undefined ? {} : { task }),
      };
      const found = await runs.list(query);
      return c.json({ runs: found.map(toRunWire), count: found.length }, 200);
    })
    .openapi(show, async (c) => shown(c, await runs.show(c.req.valid("param").id)))
    .openapi(diff, async (c) => patched(c, await runs.patch(c.req.valid("param").id)))
    .openapi(merge, async (c) => tidied(c, await runs.merge(c.req.valid("param").id)))
    .openapi(remove, async (c) => {
      const { discard = false } = c.req.valid("json");
      return tidied(c, await runs.remove(c.req.valid("param").id, { discard }));
    })
    .openapi(reviews, async (c) => {
      const found = await runs.list({ states: ["review"], limit: 1_000 });
      return c.json({ runs: found.map(toRunWire), count: found.length }, 200);
    })
    .openapi(review, async (c) => shown(c, await runs.show(c.req.valid("param").id)))
    .openapi(reviewDiff, async (c) => patched(c, await runs.patch(c.req.valid("param").id)))
    .openapi(approve, async (c) => {
      const { message = "", merge: wanted = false } = c.req.valid("json");
      return judged(c, await runs.approve(c.req.valid("param").id, { message, merge: wanted }));
    })
    .openapi(reject, async (c) => judged(c, await runs.reject(c.req.valid("param").id, c.req.valid("json").message)));

const shown = (c: Context, came: RunView | NotThere) =>
  "kind" in came ? notThere(c, came) : c.json(toRunViewWire(came), 200);

function patched(c: Context, came: Patch) {
  switch (came.kind) {
    case "patch":
      return c.json({ run: toRunWire(came), patch: came.text }, 200);
    case "gone":
      return problem(c, 410, came.why);
    case "not there":
      return notThere(c, came);
    case "refused":
      return problem(c, 409, came.why);
  }
}

function judged(c: Context, came: Verdict) {
  switch (came.kind) {
    case "judged": {
      const task = came.task === undefined ? null : toTaskWire(came.task);
      const listed = came.task === undefined ? {} : { task: came.task };
      const run = came.run === undefined ? null : toRunWire({ run: came.run, ...listed });
      return c.json({ run, task, merged: came.merged }, 200);
    }
    case "not there":
      return notThere(c, came);
    case "refused":
      return problem(c, 409, came.why);
  }
}

function tidied(c: Context, came: Tidied) {
  switch (came.kind) {
    case "done":
      return c.json({ run: toRunWire(came) }, 200);
    case "not there":
      return notThere(c, came);
    case "refused":
      return problem(c, 409, came.why);
  }
}
