import type { OpenAPIHono } from "@hono/zod-openapi";
import { guards } from "./guards.ts";
import { notFound } from "./not-found.ts";
import { openapiRoutes } from "./openapi.ts";
import type { AppOptions, ServerEnv } from "./options.ts";
import { onError } from "./problem.ts";
import { goalRoutes } from "./routes/goals.ts";
import { hookRoutes } from "./routes/hooks.ts";
import { journalRoutes } from "./routes/journal.ts";
import { monitorRoutes } from "./routes/monitor.ts";
import { newRoutes } from "./routes/new-routes.ts";
import { planRoutes } from "./routes/plans.ts";
import { reportRoutes } from "./routes/report.ts";
import { rootRoutes } from "./routes/root.ts";
import { runRoutes } from "./routes/runs.ts";
import { selfRoutes } from "./routes/self.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { taskRelationRoutes } from "./routes/task-relations.ts";
import { taskRoutes } from "./routes/tasks.ts";

export type { AppOptions } from "./options.ts";

/** The HTTP face of one door. Holds nothing of its own: two doors are two apps over one service. */
export function makeApp(options: AppOptions) {
  const base = newRoutes();
  for (const guard of guards(options)) base.use(guard);
  base.onError(onError(options));
  base.notFound(notFound(base.routes));
  const whole = (): OpenAPIHono<ServerEnv> => base;
  return base
    .route("/", monitorRoutes(options))
    .route("/", sessionRoutes(options))
    .route("/", taskRoutes(options))
    .route("/", taskRelationRoutes(options))
    .route("/", goalRoutes(options))
    .route("/", planRoutes(options))
    .route("/", runRoutes(options))
    .route("/", reportRoutes(options))
    .route("/", hookRoutes(options))
    .route("/", journalRoutes(options))
    .route("/", selfRoutes(options))
    .route("/", rootRoutes(options))
    .route("/", openapiRoutes(whole));
}

/** What `hc` needs to know the routes. */
export type AppType = ReturnType<typeof makeApp>;
