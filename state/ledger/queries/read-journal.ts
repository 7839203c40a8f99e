import { z } from "zod";
import { sessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { ClaimId } from "../../../machines/ids.ts";
import type { JournalEntry, JournalQuery } from "../ledger.ts";

/** Entries in the order of their numbers, whichever end was asked for. */
export function readJournal(db: Db): (query: JournalQuery) => readonly JournalEntry[] {
  const select = { newest: db.prepare(SELECT("DESC")), oldest: db.prepare(SELECT("ASC")) };
  return ({ session = null, after = 0, before = Number.MAX_SAFE_INTEGER, only, limit, end }) => {
    const wanted = only === undefined ? null : JSON.stringify(only);
    const rows = select[end].all({ session, after, before, only: wanted, limit: Math.max(0, limit) }).map(parse);
    return end === "newest" ? rows.toReversed() : rows;
  };
}

/** By an index of its own: the journal is long, and a claim is a few entries of it. */
export function readEntriesOf(db: Db): (claim: ClaimId) => readonly JournalEntry[] {
  const select = db.prepare(`
    SELECT seq, at, session, kind, type, from_state, to_state, data FROM journal
    WHERE json_extract(data, '$.claim') = ? ORDER BY seq`);
  return (claim) => select.all(claim).map(parse);
}

const ONLY = "kind || '/' || type IN (SELECT value FROM json_each(:only))";

/** Reads the file from end to end, but no entry is parsed. */
export function countJournal(db: Db): (only: readonly string[]) => number {
  const select = db.prepare(`SELECT count(*) FROM journal WHERE ${ONLY}`).pluck();
  return (only) => z.number().parse(select.get({ only: JSON.stringify(only) }));
}

const SELECT = (order: "ASC" | "DESC"): string => `
  SELECT seq, at, session, kind, type, from_state, to_state, data FROM journal
  WHERE seq > :after AND seq < :before AND (:session IS NULL OR session = :session)
    AND (:only IS NULL OR ${ONLY})
  ORDER BY seq ${order} LIMIT :limit`;

const ROW = z.object({
  seq: z.number(),
  at: z.number(),
  session: z.string().transform(sessionName),
  kind: z.enum(["event", "delivery", "dispatch", "note"]),
  type: z.string(),
  from_state: z.string().nullable(),
  to_state: z.string().nullable(),
  data: z.string(),
});

function parse(row: unknown): JournalEntry {
  const { from_state, to_state, data, ...rest } = ROW.parse(row);
  return {
    ...rest,
    ...(from_state === null ? {} : { from: from_state }),
    ...(to_state === null ? {} : { to: to_state }),
    data: JSON.parse(data),
  };
}
