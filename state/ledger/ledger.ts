// The ledger port (state.db): what the daemon remembers of its sessions and deeds.
// L1. One call of `commit` or `advance` is one transaction, on disk (WAL, synchronous=FULL) before it returns.
// L2. A commit that fails leaves everything as it was; the caller may try again.
// L3. The journal is append-only; its sequence numbers only grow.
import type { Delivery } from "../../machines/delivery.ts";
import type { SessionEvent } from "../../machines/events.ts";
import type { Intent } from "../../machines/intents.ts";
import type { At, ClaimId, SessionName } from "../../machines/ids.ts";
import type { Choice } from "../../orchestrator/backlog.ts";
import type { Cut, PrunePlace } from "./prune.ts";

/** A session's machine as stored: `version` says which upgrade it needs. */
export interface StoredSnapshot {
  readonly version: number;
  /** JSON of the persisted snapshot. */
  readonly json: string;
}

export interface TimerRow {
  readonly session: SessionName;
  /** The chart's own id of the timer; one row per (session, id). */
  readonly id: string;
  readonly due: At;
  /** The event type that the chart wants when it is due. */
  readonly event: string;
}

export type TimerChange =
  | { readonly kind: "set"; readonly id: string; readonly due: At; readonly event: string }
  | { readonly kind: "cancel"; readonly id: string };

/** What one event of one session did: written as a whole or not at all. */
export interface Transition {
  readonly session: SessionName;
  readonly at: At;
  readonly event: SessionEvent;
  /** Public state before and after, for the journal's readers. */
  readonly from: string;
  readonly to: string;
  readonly snapshot: StoredSnapshot;
  readonly intents: readonly Intent[];
  readonly timers: readonly TimerChange[];
  /** New rows of `deliveries`, in phase `assigned`. */
  readonly deliveries: readonly Delivery[];
}

/** An intent that was committed and not yet performed to its end. */
export interface OutboxRow {
  readonly seq: number;
  readonly session: SessionName;
  readonly intent: Intent;
  readonly at: At;
}

export interface JournalEntry {
  readonly seq: number;
  readonly at: At;
  readonly session: SessionName;
  /** `event` = a session's transition; `delivery` = a phase of the protocol; `dispatch` = why this task; `note`. */
  readonly kind: "event" | "delivery" | "dispatch" | "note";
  readonly type: string;
  readonly from?: string;
  readonly to?: string;
  /** The event, the delivery's phase, or the choice, as plain data. */
  readonly data: unknown;
}

export interface JournalQuery {
  readonly session?: SessionName;
  /** Entries with a greater number only. */
  readonly after?: number;
  /** Entries with a smaller number only. */
  readonly before?: number;
  /** Entries of these kinds and types only, each `kind/type`. */
  readonly only?: readonly string[];
  readonly limit: number;
  /** `newest`: the last `limit` entries; `oldest`: the first ones after `after`. Both are answered in order. */
  readonly end: "newest" | "oldest";
}

export interface KeptScreen {
  readonly at: At;
  readonly session: SessionName;
  readonly hash: string;
  readonly rows: readonly string[];
}

export interface Ledger {
  /** Writes all transitions of a group in one transaction; answers the new outbox rows and journal entries, in order. */
  commit(group: readonly Transition[]): {
    readonly outbox: readonly OutboxRow[];
    readonly journal: readonly JournalEntry[];
  };
  /** A phase of a delivery, with its journal entry. */
  advance(delivery: Delivery, at: At): JournalEntry;
  /** The record of a dispatch: what was considered and why this one. */
  recordChoice(session: SessionName, claim: ClaimId, choice: Choice, at: At): JournalEntry;
  /** Anything else worth keeping (start, stop, guard that held a delivery back). */
  note(session: SessionName, type: string, data: unknown, at: At): JournalEntry;
  /** Puts a session's beginning there, brought over from elsewhere, with its note in the journal. Only while no daemon runs. */
  seed(session: SessionName, snapshot: StoredSnapshot, from: unknown, at: At): JournalEntry;
  /** The intent was performed to its end; idempotent. */
  performed(seq: number): void;

  snapshot(session: SessionName): StoredSnapshot | undefined;
  timers(): readonly TimerRow[];
  outbox(): readonly OutboxRow[];
  /** Deliveries that are not closed. */
  openDeliveries(): readonly Delivery[];
  delivery(claim: ClaimId): Delivery | undefined;
  journal(query: JournalQuery): readonly JournalEntry[];
  /** Everything that was written under this claim, oldest first. */
  entriesOf(claim: ClaimId): readonly JournalEntry[];
  /** How many entries of these kinds and types are kept. */
  count(only: readonly string[]): number;
  lastSeq(): number;

  /** Keeps a screen by content hash, compressed; the same screen is stored once. */
  keepScreen(screen: { readonly session: SessionName; readonly rows: readonly string[]; readonly at: At }): string;
  screen(hash: string): KeptScreen | undefined;

  /** Forgets some of what is older than the cut, in one short transaction; asked again with its answer it goes on. */
  prune(cut: Cut, place?: PrunePlace): PrunePlace;
  /** Bytes of the file that hold something. */
  bytes(): number;
  /** When the oldest entry or screen is from. */
  oldest(): At | undefined;
  close(): void;
}
