import { createRoute, z } from "@hono/zod-openapi";
import type { AppOptions } from "../options.ts";
import { problem, problems } from "../problem.ts";
import { json, jsonBody } from "../wire/common.ts";
import { TaskWire, toTaskWire } from "../wire/task.ts";
import { newRoutes } from "./new-routes.ts";
import { noSuchTask } from "./no-such-task.ts";

const Report = z
  .strictObject({
    task: z.string().min(1).optional().openapi({ description: "A task's id" }),
    pane: z
      .string()
      .regex(/^%\d+$/)
      .optional()
      .openapi({ description: "Else: the tmux pane whose session holds it" }),
    outcome: z.enum(["done", "failed"]),
    text: z.string().default("").openapi({ description: "Summary or reason" }),
  })
  .refine((report) => report.task !== undefined || report.pane !== undefined, "say which: `task` or `pane`")
  .openapi("Report");

const report = createRoute({
  method: "post",
  path: "/api/report",
  tags: ["tasks"],
  summary: "An agent or a person reports the end of a task",
  request: { body: jsonBody(Report) },
  responses: { 200: json(z.object({ task: TaskWire }), "The task as it is now"), ...problems(404, 409) },
});

/** `/api/report`. */
export const reportRoutes = ({ service }: AppOptions) =>
  newRoutes().openapi(report, async (c) => {
    const { task, pane, outcome, text } = c.req.valid("json");
    if (task !== undefined && (await service.task(task)) === undefined) return noSuchTask(c, service, task);
    const which = { ...(task === undefined ? {} : { task }), ...(pane === undefined ? {} : { pane }) };
    const came = await service.report({ ...which, outcome, text });
    return came.kind === "reported" ? c.json({ task: toTaskWire(came.task) }, 200) : problem(c, 409, came.why);
  });
