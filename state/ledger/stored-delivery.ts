import { z } from "zod";
import type { Aim, Delivery, Doubt, Phase } from "../../machines/delivery.ts";
import type { Proof } from "../../machines/events.ts";
import type { Identity } from "../../machines/frame.ts";
import { paneId, sessionName } from "../../machines/ids.ts";
import { claim, grant } from "./stored-intent.ts";

const identity: z.ZodType<Identity> = z.object({
  server: z.object({ pid: z.number(), start: z.number() }),
  pane: z.string().transform(paneId),
  panePid: z.number(),
  agent: z.object({ pid: z.number(), start: z.string() }),
});

const aim: z.ZodType<Aim> = z.object({ identity, previousMark: z.string(), activity: z.number() });
const proof: z.ZodType<Proof> = z.object({ kind: z.enum(["receipt", "screen"]), seen: z.string() });

const doubt: z.ZodType<Doubt> = z.object({
  step: z.enum(["assigned", "pasting", "pasted", "entering", "entered", "delivered", "held", "closed"]),
  at: z.number(),
  mark: z.string().exactOptional(),
  agent: z.enum(["the same", "another", "none", "not seen"]),
  touched: z.boolean(),
  screen: z.string().exactOptional(),
});

const phase: z.ZodType<Phase> = z.discriminatedUnion("name", [
  z.object({ name: z.literal("assigned") }),
  z.object({ name: z.literal("pasting"), aim }),
  z.object({ name: z.literal("pasted"), aim, since: z.number() }),
  z.object({ name: z.literal("entering"), aim, since: z.number() }),
  z.object({
    name: z.literal("entered"),
    aim,
    since: z.number(),
    again: z.boolean(),
    cursor: z.object({ x: z.number(), y: z.number() }).exactOptional(),
  }),
  z.object({ name: z.literal("delivered"), aim, proof }),
  z.object({ name: z.literal("held"), aim: aim.exactOptional(), seen: z.string(), doubt: doubt.exactOptional() }),
  z.object({ name: z.literal("closed"), how: z.string() }),
]);

/** A delivery as it lies in the ledger. */
export const storedDelivery: z.ZodType<Delivery> = z.object({
  claim,
  session: z.string().transform(sessionName),
  grant,
  tag: z.string(),
  text: z.string(),
  phase,
});
