import type { Context, Hono } from "hono";
import type { ServerEnv } from "./options.ts";
import { problem } from "./problem.ts";

/** Answers what no route took: 405 where the path exists for other methods, else 404. */
export function notFound(routes: Hono<ServerEnv>["routes"]) {
  return (c: Context): Response => {
    const methods = methodsFor(routes, c.req.path);
    if (methods.length === 0) return problem(c, 404, `there is no ${c.req.path}; see /openapi.json`);
    c.header("allow", methods.join(", "));
    return problem(c, 405, `${c.req.path} takes ${methods.join(", ")}`);
  };
}

function methodsFor(routes: Hono<ServerEnv>["routes"], path: string): readonly string[] {
  const fitting = routes.filter((route) => route.method !== "ALL" && pattern(route.path).test(path));
  return [...new Set(fitting.map((route) => route.method))].sort();
}

const pattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/:[^/]+/g, "[^/]+")}$`);
