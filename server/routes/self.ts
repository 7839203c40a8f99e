import { createRoute, z } from "@hono/zod-openapi";
import type { AppOptions } from "../options.ts";
import { problem, problems } from "../problem.ts";
import { json } from "../wire/common.ts";
import { newRoutes } from "./new-routes.ts";

const tags = ["drover"];

const healthz = createRoute({
  method: "get",
  path: "/healthz",
  tags,
  summary: "It is up",
  responses: { 200: json(z.object({ status: z.literal("ok") }), "Always the same"), ...problems() },
});

const machine = createRoute({
  method: "get",
  path: "/api/machine",
  tags,
  summary: "The chart of a session, as data",
  responses: { 200: json(z.record(z.string(), z.unknown()), "The chart"), ...problems(404) },
});

/** `/healthz` and `/api/machine`. */
export const selfRoutes = (options: AppOptions) =>
  newRoutes()
    .openapi(healthz, (c) => c.json({ status: "ok" as const }, 200))
    .openapi(machine, (c) => {
      const chart = z.record(z.string(), z.unknown()).safeParse(options.machine);
      return chart.success ? c.json(chart.data, 200) : problem(c, 404, "this program was started without its chart");
    });
