import type { OpenAPIHono } from "@hono/zod-openapi";
import { createRoute, z } from "@hono/zod-openapi";
import type { ServerEnv } from "./options.ts";
import { problems } from "./problem.ts";
import { newRoutes } from "./routes/new-routes.ts";
import { json } from "./wire/common.ts";

const Document = z.record(z.string(), z.unknown());

const openapi = createRoute({
  method: "get",
  path: "/openapi.json",
  tags: ["drover"],
  summary: "This description",
  responses: { 200: json(Document, "OpenAPI 3.1"), ...problems() },
});

/** `/openapi.json`, drawn from the routes of the whole app when it is asked for. */
export const openapiRoutes = (whole: () => OpenAPIHono<ServerEnv>) =>
  newRoutes().openapi(openapi, (c) =>
    c.json(Document.parse(whole().getOpenAPI31Document({ openapi: "3.1.0", info: INFO })), 200),
  );

const INFO = { title: "drover", version: "1", description: "Keeps coding agents in tmux at work." };
