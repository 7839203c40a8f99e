import { OpenAPIHono } from "@hono/zod-openapi";
import type { ServerEnv } from "../options.ts";
import { invalid } from "../problem.ts";

/** An empty set of routes that answers what does not fit a schema as a problem. */
export const newRoutes = (): OpenAPIHono<ServerEnv> => new OpenAPIHono<ServerEnv>({ defaultHook: invalid });
