import type { At, SessionName } from "../../../machines/ids.ts";
import type { Intent } from "../../../machines/intents.ts";
import type { Db } from "../../database/open-file.ts";
import type { OutboxRow } from "../ledger.ts";

export function addToOutbox(db: Db): (session: SessionName, intent: Intent, at: At) => OutboxRow {
  const insert = db.prepare("INSERT INTO outbox (session, at, intent) VALUES (?, ?, ?)");
  return (session, intent, at) => {
    const { lastInsertRowid } = insert.run(session, at, JSON.stringify(intent));
    return { seq: Number(lastInsertRowid), session, intent, at };
  };
}
