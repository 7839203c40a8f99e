import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { HookCall } from "../../daemon/service.ts";
import type { AppOptions } from "../options.ts";
import { problem, problems } from "../problem.ts";
import { json } from "../wire/common.ts";
import { newRoutes } from "./new-routes.ts";

const Heard = z
  .object({
    session: z.string().nullable().openapi({ description: "The session whose agent said it; null: nobody's" }),
    why: z.string().openapi({ description: "By what it was known, or why it was not heard" }),
  })
  .openapi("Heard");

const hook = createRoute({
  method: "post",
  path: "/api/hooks/{agent}",
  tags: ["sessions"],
  summary: "What an agent's hook says; on the unix socket alone",
  request: { params: z.object({ agent: z.string().regex(/^[a-z0-9-]{1,40}$/) }) },
  responses: { 200: json(Heard, "Heard, or not worth hearing: the agent goes on either way"), ...problems() },
});

/** `/api/hooks/{agent}`. The payload is the agent's, in whatever shape: it is read by the daemon, not by a schema. */
export const hookRoutes = ({ service, door }: AppOptions) =>
  newRoutes().openapi(hook, async (c) => {
    if (door !== "socket") return problem(c, 403, "hooks are heard on the unix socket alone");
    const { agent } = c.req.valid("param");
    const answer = await service.hook(callOf(agent, await c.req.text(), c));
    return answer.kind === "heard"
      ? c.json({ session: answer.session, why: `known by its ${answer.by}` }, 200)
      : c.json({ session: null, why: answer.why }, 200);
  });

function callOf(agent: string, body: string, c: Context): HookCall {
  const header = (name: string): string => c.req.header(`x-drover-${name}`) ?? "";
  const at = Number(header("at"));
  return {
    agent,
    name: header("event"),
    body,
    id: header("id"),
    ...(Number.isSafeInteger(at) && at > 0 ? { at } : {}),
    parents: header("parents")
      .split(" ")
      .map(Number)
      .filter((pid) => Number.isSafeInteger(pid) && pid > 0),
    tmux: header("tmux"),
    pane: header("pane"),
  };
}
