import { z } from "zod";
import type { ClaimId } from "../../../machines/ids.ts";
import { taskId } from "../../../machines/ids.ts";
import type { Choice } from "../../../orchestrator/backlog.ts";
import type { Db } from "../../database/open-file.ts";

/** Why the task of this claim was chosen, as written when it was. */
export function findChoice(db: Db): (claim: ClaimId) => Choice | undefined {
  const select = db.prepare("SELECT data FROM task_events WHERE claim = ? AND kind = 'claimed'");
  return (claim) => {
    const row = ROW.parse(select.get(claim));
    return row && CHOICE.parse(JSON.parse(row.data));
  };
}

const ROW = z.object({ data: z.string() }).optional();
const id = z.string().transform(taskId);
const PARTS = z.object({
  priority: z.number(),
  unlocks: z.object({ add: z.number(), tasks: z.array(id) }),
  urgency: z.object({
    times: z.number(),
    slackMinutes: z.number().exactOptional(),
    deadline: z.number().exactOptional(),
    of: id.exactOptional(),
  }),
  index: z.number(),
});
const CHOICE: z.ZodType<Choice> = z.object({
  policy: z.enum(["strict", "urgency"]),
  considered: z.number(),
  runnersUp: z.array(z.object({ id, priority: z.number(), createdAt: z.number(), index: z.number().exactOptional() })),
  because: z.string(),
  weighed: z.number().exactOptional(),
  parts: PARTS.exactOptional(),
  strictWouldPick: id.exactOptional(),
  guard: z.literal("oldest").exactOptional(),
});
