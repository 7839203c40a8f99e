import { z } from "@hono/zod-openapi";
import { plainRows } from "../../daemon/service.ts";
import type { Frame } from "../../machines/frame.ts";
import type { KeptScreen } from "../../state/ledger/ledger.ts";
import { iso, Time } from "./time.ts";

const rows = {
  rows: z.array(z.string()).openapi({ description: "Top first, plain text" }),
  ansi: z.array(z.string()).openapi({ description: "The same rows with their colours, as SGR escapes" }),
};
const cursor = z.object({ x: z.int(), y: z.int(), visible: z.boolean() });
const size = z.object({ cols: z.int(), rows: z.int() });

/** What the rows of a screen do not say. */
export const ShownWire = z.object({ title: z.string(), cursor, size });

/** As `detect --jsonl` takes it, but for its rows. */
export const ScreenWire = z
  .object({
    session: z.string(),
    at: Time,
    ...rows,
    title: z.string(),
    command: z.string(),
    cursor,
    size,
    alternate: z.boolean(),
  })
  .openapi("Screen");
export type ScreenWire = z.infer<typeof ScreenWire>;

export const toScreenWire = (session: string, frame: Frame): ScreenWire => ({
  session,
  at: iso(frame.at),
  rows: [...plainRows(frame.rows)],
  ansi: [...frame.rows],
  title: frame.title,
  command: frame.command,
  cursor: { ...frame.cursor },
  size: { ...frame.size },
  alternate: frame.alternate,
});

export const KeptScreenWire = z
  .object({
    hash: z.string(),
    session: z.string(),
    at: Time.openapi({ description: "When it was seen first" }),
    ...rows,
  })
  .openapi("KeptScreen");

export const toKeptScreenWire = ({ hash, session, at, rows: kept }: KeptScreen): z.infer<typeof KeptScreenWire> => ({
  hash,
  session,
  at: iso(at),
  rows: [...plainRows(kept)],
  ansi: [...kept],
});
