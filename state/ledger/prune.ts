// Forgetting, a little at a time: one call is one short transaction over a few hundred rows.
// F1. What an open claim needs stays: the journal of its session, and every screen, from an hour before it began, until,
//     where it is in doubt, an hour after the doubt. (A screen that two sessions showed is kept under the first one's name.)
// F2. A delivery stays while it is open, while an intent of the outbox names it, and while it is its session's newest: by
//     that one the mark on the pane is known as ours.
// F3. The screens of the sessions' present evidence stay.
// F4. Numbers of the journal are never used again (L3).
import { z } from "zod";
import type { At } from "../../machines/ids.ts";
import { inTransaction } from "../database/in-transaction.ts";
import type { Db } from "../database/open-file.ts";

/** What goes: rows that were written, or last seen, before these times. */
export interface Cut {
  readonly journal: At;
  readonly screens: At;
}

/** Where a run of steps has come to; the first step begins without one. */
export interface PrunePlace {
  readonly seq: number;
  readonly screen: { readonly seen: number; readonly hash: string };
  /** Rows removed in this run. */
  readonly removed: number;
  readonly over: boolean;
}

export type Prune = (cut: Cut, place?: PrunePlace) => PrunePlace;

const START: PrunePlace = { seq: 0, screen: { seen: -1, hash: "" }, removed: 0, over: false };
const ROWS_A_STEP = 300;
/** What led to a claim, and what followed a doubt. ms */
const AROUND = 3_600_000;

export function prune(db: Db): Prune {
  const journal = pruneJournal(db);
  const screens = pruneScreens(db);
  const deliveries = pruneDeliveries(db);
  const needs = readNeeds(db);
  return inTransaction(db, (cut: Cut, place: PrunePlace = START) => {
    const needed = needs();
    const entries = journal(cut.journal, place.seq, needed);
    const seen = screens(cut.screens, place.screen, needed);
    const closed = deliveries(cut.journal);
    return {
      seq: entries.next,
      screen: seen.next,
      removed: place.removed + entries.removed + seen.removed + closed,
      over: entries.over && seen.over && closed === 0,
    };
  });
}

interface Needs {
  /** Whether an open claim of this session needs what was at this time. */
  entry(session: string, at: At): boolean;
  /** Whether any open claim needs what was shown from the one time to the other. */
  screen(from: At, to: At): boolean;
  /** Hashes that stand in the sessions' snapshots. */
  readonly shown: ReadonlySet<string>;
}

const OPEN = z.object({ session: z.string(), since: z.number(), at: z.number(), phase: z.string() });

function readNeeds(db: Db): () => Needs {
  const open = db.prepare("SELECT session, since, at, phase FROM deliveries WHERE phase <> 'closed'");
  const snapshots = db.prepare("SELECT json FROM snapshots").pluck();
  return () => {
    const spans = open.all().map((row) => spanOf(OPEN.parse(row)));
    const texts = z.array(z.string()).parse(snapshots.all());
    return {
      entry: (session, at) => spans.some((span) => span.session === session && at >= span.from && at <= span.to),
      screen: (from, to) => spans.some((span) => to >= span.from && from <= span.to),
      shown: new Set(texts.flatMap((text) => text.match(/\b[0-9a-f]{64}\b/g) ?? [])),
    };
  };
}

const spanOf = ({ session, since, at, phase }: z.infer<typeof OPEN>) => ({
  session,
  from: since - AROUND,
  to: phase === "held" ? at + AROUND : Infinity,
});

const ENTRY = z.object({ seq: z.number(), at: z.number(), session: z.string() });

/** Over once a whole window holds nothing old: a clock that was wrong for a while does not stop it. */
function pruneJournal(db: Db) {
  const window = db.prepare("SELECT seq, at, session FROM journal WHERE seq > ? ORDER BY seq LIMIT ?");
  const remove = db.prepare("DELETE FROM journal WHERE seq = ?");
  return (before: At, after: number, needs: Needs) => {
    const rows = window.all(after, ROWS_A_STEP).map((row) => ENTRY.parse(row));
    const old = rows.filter(({ at }) => at < before);
    const gone = old.filter(({ session, at }) => !needs.entry(session, at));
    for (const { seq } of gone) remove.run(seq);
    return { removed: gone.length, next: rows.at(-1)?.seq ?? after, over: old.length === 0 };
  };
}

const SEEN = z.object({ hash: z.string(), at: z.number(), seen: z.number() });

function pruneScreens(db: Db) {
  const window = db.prepare(`
    SELECT hash, at, seen FROM screens WHERE seen < :before AND (seen, hash) > (:seen, :hash)
    ORDER BY seen, hash LIMIT :limit`);
  const remove = db.prepare("DELETE FROM screens WHERE hash = ?");
  return (before: At, after: PrunePlace["screen"], needs: Needs) => {
    const rows = window.all({ before, ...after, limit: ROWS_A_STEP }).map((row) => SEEN.parse(row));
    const gone = rows.filter(({ hash, at, seen }) => !needs.shown.has(hash) && !needs.screen(at, seen));
    for (const { hash } of gone) remove.run(hash);
    const last = rows.at(-1);
    return { removed: gone.length, next: last ? { seen: last.seen, hash: last.hash } : after, over: rows.length === 0 };
  };
}

/** The journal names deliveries; one is forgotten only after all that named it. */
function pruneDeliveries(db: Db): (before: At) => number {
  const remove = db.prepare(`
    DELETE FROM deliveries WHERE rowid IN (
      SELECT d.rowid FROM deliveries d
      WHERE d.phase = 'closed' AND d.at < :before
        AND d.rowid < (SELECT max(n.rowid) FROM deliveries n WHERE n.session = d.session)
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE json_extract(o.intent, '$.claim') = d.claim)
      LIMIT :limit)`);
  return (before) => remove.run({ before, limit: ROWS_A_STEP }).changes;
}
