import { z } from "@hono/zod-openapi";
import type { TaskDoubt } from "../../daemon/service.ts";
import { iso, Time } from "./time.ts";

export const DoubtWire = z
  .object({
    at: Time,
    session: z.string(),
    pane: z.string().nullable(),
    claim: z.string(),
    step: z.string().openapi({ description: "The step of the delivery that was under way" }),
    mark: z
      .string()
      .nullable()
      .openapi({ description: "The pane's mark as it was found; null: the pane was not seen" }),
    agent: z.enum(["the same", "another", "none", "not seen"]),
    touched: z.boolean().openapi({ description: "A person pressed a key since the look before the paste" }),
    rows: z.array(z.string()).nullable().openapi({ description: "The screen as it was found" }),
  })
  .openapi("Doubt");
export type DoubtWire = z.infer<typeof DoubtWire>;

export const toDoubtWire = ({ at, session, pane, claim, step, mark, agent, touched, rows }: TaskDoubt): DoubtWire => ({
  at: iso(at),
  session,
  pane: pane ?? null,
  claim,
  step,
  mark: mark ?? null,
  agent,
  touched,
  rows: rows ? [...rows] : null,
});
