import { NORMAL_TIME, timeIn } from "./normal-row.ts";

const NORMAL = `UPDATE tasks SET deadline = coalesce(${timeIn("deadline")}, deadline) WHERE rowid = NEW.rowid;`;
const ABNORMAL = `NEW.deadline IS NOT NULL AND NEW.deadline NOT GLOB '${NORMAL_TIME}'`;

/** A deadline in the form of all times, so that it sorts. One that is no time stays as it was written, and counts as none. */
export const NORMAL_DEADLINE = `
UPDATE tasks SET deadline = coalesce(${timeIn("deadline")}, deadline) WHERE deadline IS NOT NULL;
CREATE TRIGGER drover_deadline_inserted AFTER INSERT ON tasks WHEN ${ABNORMAL} BEGIN ${NORMAL} END;
CREATE TRIGGER drover_deadline_changed AFTER UPDATE OF deadline ON tasks WHEN ${ABNORMAL} BEGIN ${NORMAL} END;`;

/** No session is NULL, so that open tasks stand together in an index. */
export const NORMAL_SESSION = `
UPDATE tasks SET session = NULL WHERE session = '';
CREATE TRIGGER drover_session_inserted AFTER INSERT ON tasks WHEN NEW.session = ''
BEGIN UPDATE tasks SET session = NULL WHERE rowid = NEW.rowid; END;
CREATE TRIGGER drover_session_changed AFTER UPDATE OF session ON tasks WHEN NEW.session = ''
BEGIN UPDATE tasks SET session = NULL WHERE rowid = NEW.rowid; END;`;
