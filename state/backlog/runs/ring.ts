import { z } from "zod";
import type { At } from "../../../machines/ids.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { parseRunRow, RUN_COLUMNS } from "../run-row.ts";
import { fromText, toText } from "../times.ts";
import { runDoor } from "./step-run.ts";

/** Rings the timers that are due; answers when the next one is. */
export function ringTimers(db: Db, rules: RunRules): (now: At) => At | undefined {
  const door = runDoor(db, rules);
  const due = db.prepare(`SELECT ${RUN_COLUMNS} FROM drover_runs WHERE due_at <= ? ORDER BY due_at`);
  const next = db.prepare("SELECT min(due_at) FROM drover_runs WHERE due_at IS NOT NULL").pluck();
  return inTransaction(db, (now: At): At | undefined => {
    for (const row of due.all(toText(now)).map(parseRunRow)) {
      if (row.due !== undefined) door.step(row, { type: "timer", at: now, event: row.due.event });
    }
    return fromText(z.string().nullable().parse(next.get()));
  });
}

/** Few runs are open at a time: only those are looked at, however many there were. */
export const STRAY_RUNS = `
  SELECT ${RUN_COLUMNS.replaceAll(/\b(\w+)\b/g, "r.$1")} FROM drover_runs AS r LEFT JOIN tasks ON tasks.id = r.task_id
  WHERE r.ended_at IS NULL AND coalesce(tasks.status, 'gone') IN
    ('done', 'completed', 'complete', 'failed', 'error', 'cancelled', 'canceled', 'quarantined', 'gone')`;

/** Ends the runs whose tasks somebody else has ended, or thrown away. */
export function settleStrays(db: Db, rules: RunRules): (now: At) => void {
  const door = runDoor(db, rules);
  const strays = db.prepare(STRAY_RUNS);
  return inTransaction(db, (now: At): void => {
    for (const row of strays.all().map(parseRunRow)) {
      door.step(row, { type: "settled", at: now, how: "cancelled", reason: "its task was ended by somebody else" });
    }
  });
}
