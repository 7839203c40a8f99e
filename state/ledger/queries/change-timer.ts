import type { SessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { TimerChange } from "../ledger.ts";

/** Setting a timer that runs sets it anew; cancelling one that does not is nothing. */
export function changeTimer(db: Db): (session: SessionName, change: TimerChange) => void {
  const remove = db.prepare("DELETE FROM timers WHERE session = ? AND id = ?");
  const upsert = db.prepare(`
    INSERT INTO timers (session, id, due, event) VALUES (?, ?, ?, ?)
    ON CONFLICT (session, id) DO UPDATE SET due = excluded.due, event = excluded.event`);
  return (session, change) => {
    switch (change.kind) {
      case "set":
        upsert.run(session, change.id, change.due, change.event);
        return;
      case "cancel":
        remove.run(session, change.id);
    }
  };
}
