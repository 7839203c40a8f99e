import type { Db } from "../../database/open-file.ts";
import type { JournalEntry } from "../ledger.ts";

/** Appends an entry; answers it with its number. */
export function appendJournal(db: Db): (entry: Omit<JournalEntry, "seq">) => JournalEntry {
  const insert = db.prepare(
    "INSERT INTO journal (at, session, kind, type, from_state, to_state, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  return (entry) => {
    const { at, session, kind, type, from = null, to = null, data } = entry;
    const { lastInsertRowid } = insert.run(at, session, kind, type, from, to, JSON.stringify(data ?? null));
    return { seq: Number(lastInsertRowid), ...entry };
  };
}
