import { z } from "@hono/zod-openapi";
import type { Life, PastEvent } from "../../daemon/goal-service.ts";
import { SPANS, timeIn } from "../../daemon/goal-service.ts";
import { toPlainWire } from "./journal.ts";
import { iso, isoOrNull, Time } from "./time.ts";

const EventWire = z
  .object({
    kind: z.string().openapi({ example: "claimed" }),
    at: Time,
    session: z.string().nullable(),
    claim: z.string().nullable(),
    data: z.unknown().openapi({ description: "The choice of a claim, the reason of a failure" }),
  })
  .openapi("TaskEvent");

export const LifeWire = z
  .object({
    created: Time.nullable(),
    ready: Time.nullable().openapi({ description: "First: it waits for nothing but an agent" }),
    started: Time.nullable().openapi({ description: "First: proven to be with an agent" }),
    claimed_done: Time.nullable(),
    finished: Time.nullable().openapi({ description: "Verified, or accepted" }),
    spans: z
      .array(z.object({ kind: z.enum(SPANS), from: Time, to: Time.nullable() }))
      .openapi({ description: "Without gaps; the last one lasts until the task has ended" }),
    seconds: z.record(z.enum(SPANS), z.number()).openapi({ description: "Spent in each kind of span" }),
    events: z.array(EventWire),
  })
  .openapi("Life");
export type LifeWire = z.infer<typeof LifeWire>;

export const toLifeWire = (life: Life, events: readonly PastEvent[], now: number): z.infer<typeof LifeWire> => {
  const spent = timeIn(life, now);
  return {
    created: isoOrNull(life.created),
    ready: isoOrNull(life.ready),
    started: isoOrNull(life.started),
    claimed_done: isoOrNull(life.claimedDone),
    finished: isoOrNull(life.finished),
    spans: life.spans.map(({ kind, from, to }) => ({ kind, from: iso(from), to: isoOrNull(to) })),
    seconds: {
      blocked: spent.blocked / 1000,
      queued: spent.queued / 1000,
      delivering: spent.delivering / 1000,
      active: spent.active / 1000,
      waiting: spent.waiting / 1000,
      limited: spent.limited / 1000,
      checking: spent.checking / 1000,
      review: spent.review / 1000,
    },
    events: events.map(eventWire),
  };
};

const eventWire = ({ kind, at, session, claim, data }: PastEvent): z.infer<typeof EventWire> => ({
  kind,
  at: iso(at),
  session: session ?? null,
  claim: claim ?? null,
  data: toPlainWire(data),
});
