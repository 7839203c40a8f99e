import type { Context } from "hono";
import type { NotThere } from "../../daemon/goal-service.ts";
import { problem } from "../problem.ts";

/** The 404 for something that a request names. */
export function notThere(c: Context, { what, id, known }: NotThere) {
  const some = known.length === 0 ? "there is none at all" : `there is, among others: ${known.join(", ")}`;
  return problem(c, 404, `no ${what} ${JSON.stringify(id)}; ${some}`, { known: [...known] });
}
