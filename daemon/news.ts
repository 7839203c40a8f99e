import type { At, SessionName } from "../machines/ids.ts";
import type { Delivery } from "../machines/delivery.ts";
import type { JournalEntry, Ledger } from "../state/ledger/ledger.ts";

/** Each journal entry, told to whoever listens, after it was committed. */
export interface News {
  publish(entries: readonly JournalEntry[]): void;
  subscribe(onEntry: (entry: JournalEntry) => void): () => void;
  /** Commits a phase of a delivery and tells of it. */
  advance(delivery: Delivery): void;
  note(session: SessionName, type: string, data: unknown): void;
}

export function makeNews(ledger: Ledger, now: () => At): News {
  const listeners = new Set<(entry: JournalEntry) => void>();
  const publish = (entries: readonly JournalEntry[]) => {
    for (const entry of entries) for (const listener of listeners) listener(entry);
  };
  return {
    publish,
    subscribe: (onEntry) => {
      listeners.add(onEntry);
      return () => void listeners.delete(onEntry);
    },
    advance: (delivery) => publish([ledger.advance(delivery, now())]),
    note: (session, type, data) => publish([ledger.note(session, type, data, now())]),
  };
}
