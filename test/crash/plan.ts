import { z } from "zod";

/** Where one life of the daemon is stopped, and how. `nth`: the how-manieth arrival there, from 1. */
const stop = z.object({
  point: z.string(),
  nth: z.int().min(1),
  how: z.enum(["kill", "freeze"]),
  /** For `during`: so long after the call began. ms */
  after: z.int().exactOptional(),
});
export type Stop = z.infer<typeof stop>;

/** What the daemon under test is told by the campaign. */
const plan = z.object({
  dataDir: z.string(),
  socket: z.string(),
  sessions: z.array(z.string()),
  stops: z.array(stop),
  /** How much faster than real its clock runs. */
  speed: z.number().positive(),
});
export type Plan = z.infer<typeof plan>;

export const parsePlan = (json: string): Plan => plan.parse(JSON.parse(json));
