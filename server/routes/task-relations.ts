import { createRoute, z } from "@hono/zod-openapi";
import type { ChangedTask } from "../../daemon/goal-service.ts";
import type { AppOptions } from "../options.ts";
import { problem, problems } from "../problem.ts";
import { json, jsonBody } from "../wire/common.ts";
import { BlockerWire, toBlockerWire } from "../wire/goal.ts";
import { DoubtWire, toDoubtWire } from "../wire/doubt.ts";
import { LifeWire, toLifeWire } from "../wire/life.ts";
import { TaskWire, toTaskWire } from "../wire/task.ts";
import { newRoutes } from "./new-routes.ts";
import { noSuchTask } from "./no-such-task.ts";
import { notThere } from "./not-there.ts";

const tags = ["tasks"];
const params = z.object({ id: z.string() });

const ids = z.array(z.string().min(1)).max(100).default([]);
const Needs = z
  .strictObject({ add: ids, remove: ids })
  .refine(({ add, remove }) => add.length + remove.length > 0, "say what to `add` or to `remove`")
  .openapi("Dependencies");
const depend = createRoute({
  method: "post",
  path: "/api/tasks/{id}/dependencies",
  tags,
  summary: "Let a task wait for others, or no longer; a circle is refused with the way round",
  request: { params, body: jsonBody(Needs) },
  responses: { 200: json(z.object({ task: TaskWire }), "The task as it is now"), ...problems(404, 409) },
});

const life = createRoute({
  method: "get",
  path: "/api/tasks/{id}/life",
  tags,
  summary: "What a task waits for, and all that happened to it, with times",
  request: { params },
  responses: {
    200: json(
      z.object({ task: TaskWire, waits_for: z.array(BlockerWire), life: LifeWire, doubt: DoubtWire.nullable() }),
      "Its life",
    ),
    ...problems(404),
  },
});

/** How a task hangs together with others and with time. */
export const taskRelationRoutes = ({ service, now }: AppOptions) =>
  newRoutes()
    .openapi(depend, async (c) => {
      const { id } = c.req.valid("param");
      const { add, remove } = c.req.valid("json");
      const came = await changed(id, add, remove, service.goals);
      if (came.kind === "refused") return problem(c, 409, came.why);
      return came.kind === "not there" ? notThere(c, came) : c.json({ task: toTaskWire(came.task) }, 200);
    })
    .openapi(life, async (c) => {
      const { id } = c.req.valid("param");
      const task = await service.task(id);
      if (task === undefined) return noSuchTask(c, service, id);
      const blockers = await service.goals.blockers(id);
      const { events, life } = await service.goals.life(id);
      const doubt = await service.doubt(id);
      const body = {
        task: toTaskWire(task),
        waits_for: blockers.map(toBlockerWire),
        life: toLifeWire(life, events, now()),
        doubt: doubt ? toDoubtWire(doubt) : null,
      };
      return c.json(body, 200);
    });

async function changed(
  id: string,
  add: readonly string[],
  remove: readonly string[],
  goals: AppOptions["service"]["goals"],
): Promise<ChangedTask> {
  const added = add.length > 0 ? await goals.depend(id, add) : undefined;
  if (added !== undefined && (added.kind !== "changed" || remove.length === 0)) return added;
  return goals.undepend(id, remove);
}
