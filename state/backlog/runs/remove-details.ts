// Removing what is heavy of runs that ended long ago, a little at a time: one call looks at a few reports, and takes the
// write lock only where there is something to remove.
// H1. Only of runs that are over, and whose task is over, too, or gone: an open one, with a review or a next attempt before
//     it, keeps all that was found of its earlier attempts. A quarantined task waits for a person.
// H2. Verdicts, reasons, counts and times stay, and the report says when the rest was removed. Nothing else is touched: no
//     run, no review, no task, no event.
// H3. A report that cannot be read is left as it is.
import { z } from "zod";
import type { At } from "../../../machines/ids.ts";
import type { DetailsPlace } from "../../../orchestrator/runs/run-book.ts";
import type { RoundReport } from "../../../orchestrator/runs/run.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { REPORT } from "../queries/read-reports.ts";
import { storedAs } from "../status.ts";
import { toText } from "../times.ts";

/** Reports that a step looks at, and of which it removes something: a report and its patch may have 350 kB. */
const LOOKED_AT = 50;
const REMOVED = 4;

const OVER = storedAs(["done", "failed", "cancelled"])
  .map((word) => `'${word}'`)
  .join(", ");

/** `due`: keeps H1 and H3. */
export const REPORTS_WINDOW = `
  SELECT kept.rowid AS place, run.ended_at < :before AND (task.id IS NULL OR task.status IN (${OVER})) AND
    CASE WHEN json_valid(kept.body) THEN json_extract(kept.body, '$.detailsRemovedAt') IS NULL END AS due
  FROM drover_run_reports AS kept
  LEFT JOIN drover_runs AS run ON run.id = kept.run_id
  LEFT JOIN tasks AS task ON task.id = run.task_id
  WHERE kept.rowid > :after ORDER BY kept.rowid LIMIT :limit`;

const ROW = z.object({ place: z.number(), due: z.number().nullable() });

const START: DetailsPlace = { after: 0, removed: 0, over: false };

export function removeDetails(db: Db): (endedBefore: At, now: At, place?: DetailsPlace) => DetailsPlace {
  const look = lookFrom(db);
  const clear = clearReport(db);
  // What was due before the lock was there may not be any more.
  const remove = inTransaction(db, (endedBefore: At, now: At, place: DetailsPlace): DetailsPlace => {
    const seen = look(endedBefore, place);
    return placeAfter(seen, place, seen.due.filter((row) => clear(row, now)).length);
  });
  return (endedBefore, now, place = START) => {
    const seen = look(endedBefore, place);
    return seen.due.length > 0 ? remove(endedBefore, now, place) : placeAfter(seen, place, 0);
  };
}

interface Seen {
  /** The report that was looked at last. */
  readonly last: number;
  readonly due: readonly number[];
  readonly over: boolean;
}

function lookFrom(db: Db): (endedBefore: At, place: DetailsPlace) => Seen {
  const window = db.prepare(REPORTS_WINDOW);
  return (endedBefore, { after }) => {
    // Kept for longer than a Date reaches back is kept for ever.
    const before = toText(Math.max(0, endedBefore));
    const due: number[] = [];
    let last = after;
    let count = 0;
    for (const raw of window.iterate({ before, after, limit: LOOKED_AT })) {
      const row = ROW.parse(raw);
      last = row.place;
      count += 1;
      if (row.due === 1) due.push(row.place);
      if (due.length === REMOVED) return { last, due, over: false };
    }
    return { last, due, over: count < LOOKED_AT };
  };
}

const placeAfter = ({ last, over }: Seen, { removed }: DetailsPlace, more: number): DetailsPlace => ({
  after: last,
  removed: removed + more,
  over,
});

function clearReport(db: Db): (row: number, now: At) => boolean {
  const select = db.prepare("SELECT body FROM drover_run_reports WHERE rowid = ?").pluck();
  const update = db.prepare("UPDATE drover_run_reports SET body = ?, patch = NULL WHERE rowid = ?");
  return (row, now) => {
    const report = REPORT.safeParse(JSON.parse(z.string().parse(select.get(row)))).data;
    if (report === undefined) return false;
    update.run(JSON.stringify(withoutDetails(report, now)), row);
    return true;
  };
}

/** Keeps H2. */
function withoutDetails({ message: _words, check, change, ...report }: RoundReport, now: At): RoundReport {
  return {
    ...report,
    ...(check === undefined ? {} : { check: { ...check, output: "" } }),
    ...(change === undefined ? {} : { change: { ...change, files: [], more: change.files.length + change.more } }),
    detailsRemovedAt: now,
  };
}
