import { z } from "zod";
import { sessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { OutboxRow } from "../ledger.ts";
import { storedIntent } from "../stored-intent.ts";
import { storedJson } from "../stored-json.ts";

/** Intents not yet performed to their end, oldest first. */
export function readOutbox(db: Db): () => readonly OutboxRow[] {
  const select = db.prepare("SELECT seq, session, at, intent FROM outbox ORDER BY seq");
  return () => select.all().map(parse);
}

const ROW = z.object({
  seq: z.number(),
  session: z.string().transform(sessionName),
  at: z.number(),
  intent: z.string(),
});

function parse(row: unknown): OutboxRow {
  const { intent, ...rest } = ROW.parse(row);
  return { ...rest, intent: storedJson(storedIntent, intent, `outbox row ${rest.seq}`) };
}
