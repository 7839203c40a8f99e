import type { Context } from "hono";
import type { Service } from "../../daemon/service.ts";
import { problem } from "../problem.ts";

/** The 404 for a task. Names a few of what exists: a mistyped id is found among them or with `GET /api/tasks`. */
export async function noSuchTask(c: Context, service: Service, id: string) {
  const known = (await service.tasks({ limit: 5 })).map((task) => task.id);
  const some = known.length === 0 ? "there is none at all" : `there is, among others: ${known.join(", ")}`;
  return problem(c, 404, `no task ${JSON.stringify(id)}; ${some}`, { known });
}
