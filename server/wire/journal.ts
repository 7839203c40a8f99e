import { z } from "@hono/zod-openapi";
import type { JournalEntry } from "../../state/ledger/ledger.ts";
import { iso, Time } from "./time.ts";

export const JournalWire = z
  .object({
    seq: z.int(),
    at: Time,
    session: z.string(),
    kind: z.enum(["event", "delivery", "dispatch", "note"]),
    type: z.string(),
    from: z.string().nullable().openapi({ description: "The public state before" }),
    to: z.string().nullable(),
    data: z.unknown().openapi({ description: "The event, the phase of a delivery, or the choice" }),
  })
  .openapi("JournalEntry");
export type JournalWire = z.infer<typeof JournalWire>;

export const toJournalWire = (entry: JournalEntry): JournalWire => ({
  seq: entry.seq,
  at: iso(entry.at),
  session: entry.session,
  kind: entry.kind,
  type: entry.type,
  from: entry.from ?? null,
  to: entry.to ?? null,
  data: toPlainWire(entry.data),
});

/** Times inside the data of an entry are milliseconds under these names. */
const TIMES = new Set(["at", "since", "until", "due", "notBefore", "createdAt", "finishedAt"]);

/** Domain data as the wire has it: keys in snake_case, times in ISO 8601, at any depth. */
export function toPlainWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlainWire);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snake(key), member(key, inner)]));
}

const member = (key: string, value: unknown): unknown =>
  TIMES.has(key) && typeof value === "number" ? iso(value) : toPlainWire(value);

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
