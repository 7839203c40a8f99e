// What of dependency-triggers.ts did not hold for tasks with parts, made again; W1 to W4 of there, and:
// W5. A task with parts, all of them done, is never pending or blocked: it is done in the same transaction.
// W6. One whose parts are all gone is a task like any other.
// Which of two triggers of one statement runs first is not said by SQLite; each is right in either order.
import { BLOCK_NEW, DEPENDANTS, DONE, FREE, HAS_PARTS, SELF, WAITS, blockWhole, move } from "./dependency-triggers.ts";
import { NORMAL_ROW, NOW } from "./normal-row.ts";

const NOTE = "all its parts are done";

const OPEN_PARTS = `EXISTS (
  SELECT 1 FROM tasks AS part WHERE part.parent_id = ${SELF} AND coalesce(part.status, '') NOT IN ${DONE})`;
const WHOLE_AND_DONE = `+tasks.status = 'blocked' AND ${HAS_PARTS(SELF)} AND NOT ${OPEN_PARTS}`;

/** Those of `where` that wait only for their parts, and need not. `drover_task_done` does what follows from it. */
const close = (where: string): string => `
  INSERT INTO task_events (task_id, kind, at, data) SELECT id, 'done', ${NOW}, '{"note":"${NOTE}"}' FROM tasks WHERE ${where} AND ${WHOLE_AND_DONE};
  UPDATE tasks SET status = 'done', note = '${NOTE}', finished_at = ${NOW} WHERE ${where} AND ${WHOLE_AND_DONE};`;

/** The whole with one part less. */
const without = (whole: string): string => `
  ${close(`tasks.id = ${whole}`)}
  ${move("pending", "ready", NOW, `tasks.id = ${whole} AND ${FREE}`)}`;

const HAS_EVENTS = `EXISTS (SELECT 1 FROM task_events WHERE task_id = ${SELF})`;

export const WHOLE_TRIGGERS = `
DROP TRIGGER drover_task_inserted;
CREATE TRIGGER drover_task_inserted AFTER INSERT ON tasks BEGIN
  UPDATE tasks SET ${NORMAL_ROW} WHERE rowid = NEW.rowid;
  ${BLOCK_NEW}
  INSERT INTO task_events (task_id, kind, at) SELECT id, 'created', created_at FROM tasks WHERE rowid = NEW.rowid;
  INSERT INTO task_events (task_id, kind, at) SELECT id, 'ready', ${NOW} FROM tasks WHERE rowid = NEW.rowid AND status = 'pending';
  ${close("tasks.rowid = NEW.rowid")}
END;

DROP TRIGGER drover_task_pending;
CREATE TRIGGER drover_task_pending AFTER UPDATE OF status ON tasks WHEN NEW.status = 'pending' AND OLD.status IS NOT 'pending' BEGIN
  INSERT INTO task_events (task_id, kind, at) SELECT id, 'blocked', ${NOW} FROM tasks
    WHERE rowid = NEW.rowid AND ${HAS_EVENTS} AND (${OPEN_PARTS} OR (NOT ${HAS_PARTS(SELF)} AND ${WAITS(SELF)}));
  ${BLOCK_NEW}
  ${close(`tasks.rowid = NEW.rowid AND ${HAS_EVENTS}`)}
END;

DROP TRIGGER drover_task_undone;
CREATE TRIGGER drover_task_undone AFTER UPDATE OF status ON tasks
WHEN OLD.status IN ${DONE} AND coalesce(NEW.status, '') NOT IN ${DONE} BEGIN
  ${move("blocked", "blocked", NOW, `+tasks.status = 'pending' AND ${DEPENDANTS("CAST(NEW.id AS TEXT)")} AND ${WAITS(SELF)}`)}
END;

DROP TRIGGER drover_part_added;
CREATE TRIGGER drover_part_added AFTER INSERT ON tasks WHEN NEW.parent_id IS NOT NULL BEGIN
  ${blockWhole}
  ${close("tasks.id = NEW.parent_id")}
END;
DROP TRIGGER drover_part_moved;
CREATE TRIGGER drover_part_moved AFTER UPDATE OF parent_id ON tasks WHEN NEW.parent_id IS NOT OLD.parent_id BEGIN
  ${blockWhole}
  ${close("tasks.id = NEW.parent_id")}
  ${without("OLD.parent_id")}
END;
CREATE TRIGGER drover_part_gone AFTER DELETE ON tasks WHEN OLD.parent_id IS NOT NULL BEGIN
  ${without("OLD.parent_id")}
END;`;

/** Those that were left blocked before there was W5. */
export const CLOSE_ALL = close("TRUE");
