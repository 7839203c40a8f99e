import { z } from "zod";
import type { Grant } from "../../machines/events.ts";
import type { Ended, Intent } from "../../machines/intents.ts";
import { claimId, taskId } from "../../machines/ids.ts";

export const claim = z.string().transform(claimId);

export const grant: z.ZodType<Grant> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("task"),
    task: z.string().transform(taskId),
    fence: z.number(),
    priority: z.number(),
    judgedLater: z.literal(true).exactOptional(),
  }),
  z.object({ kind: z.literal("general") }),
]);

const ended: z.ZodType<Ended> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), proof: z.string() }),
  z.object({
    kind: z.literal("failed"),
    cause: z.enum(["error", "interrupted", "lost", "reported"]),
    reason: z.string(),
  }),
]);

/** An intent as it lies in the outbox. */
export const storedIntent: z.ZodType<Intent> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ask"), claim }),
  z.object({ kind: z.literal("deliver"), claim, grant }),
  z.object({ kind: z.literal("release"), claim, reason: z.string() }),
  z.object({ kind: z.literal("complete"), claim, grant, ended }),
  z.object({ kind: z.literal("doubt"), claim, grant, seen: z.string() }),
  z.object({ kind: z.literal("unhold"), claim }),
  z.object({ kind: z.literal("overtime"), claim }),
]);
