import type { At, SessionName } from "../machines/ids.ts";
import type { Delivery } from "../machines/delivery.ts";
import type { Persist } from "./persist.ts";
import type { JournalEntry, Ledger } from "../state/ledger/ledger.ts";

/** Each journal entry, told to whoever listens, after it was committed. */
export interface News {
  publish(entries: readonly JournalEntry[]): void;
  subscribe(onEntry: (entry: JournalEntry) => void): () => void;
  /** Commits a phase of a delivery and tells of it. */
  advance(delivery: Delivery): Promise<void>;
  /** Good to have in the journal; left out where it cannot be written now. */
  note(session: SessionName, type: string, data: unknown): void;
}

export type Listeners = Set<(entry: JournalEntry) => void>;

/** `listeners` may be those of an earlier daemon over the same ledger: they hear on. */
export function makeNews(ledger: Ledger, persist: Persist, now: () => At, listeners: Listeners = new Set()): News {
  const publish = (entries: readonly JournalEntry[]) => {
    for (const entry of entries) for (const listener of listeners) listener(entry);
  };
  return {
    publish,
    subscribe: (onEntry) => {
      listeners.add(onEntry);
      return () => void listeners.delete(onEntry);
    },
    advance: async (delivery) => publish([await persist.surely(() => ledger.advance(delivery, now()))]),
    note: (session, type, data) => {
      const entry = persist.ifPossible(() => ledger.note(session, type, data, now()));
      if (entry) publish([entry]);
    },
  };
}
