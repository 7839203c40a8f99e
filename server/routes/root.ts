import { createRoute, z } from "@hono/zod-openapi";
import { setCookie } from "hono/cookie";
import type { AppOptions } from "../options.ts";
import { problem, problems } from "../problem.ts";
import { isToken, TOKEN_COOKIE } from "../token.ts";
import { newRoutes } from "./new-routes.ts";

const root = createRoute({
  method: "get",
  path: "/",
  tags: ["drover"],
  summary: "Sign in: with the token in the query it becomes a cookie, and the address is clean again",
  request: { query: z.object({ token: z.string().optional() }) },
  responses: {
    200: { description: "Where to go from here", content: { "text/plain": { schema: z.string() } } },
    303: { description: "Signed in", headers: z.object({ location: z.string() }) },
    ...problems(),
  },
});

/** `/`: the sign-in link that `up` prints. */
export const rootRoutes = ({ token }: AppOptions) =>
  newRoutes().openapi(root, (c) => {
    const given = c.req.valid("query").token;
    if (given === undefined) return c.text("drover is running. What it answers: /openapi.json\n", 200);
    if (!isToken(given, token)) return problem(c, 401, "this is not the token of this daemon");
    setCookie(c, TOKEN_COOKIE, given, { httpOnly: true, sameSite: "Strict", path: "/" });
    return c.redirect("/", 303);
  });
