// What a task waits for, held by the database itself, so that it holds for every program that writes here.
// W1. A pending task waits for nothing: all it depends on is done, and it has no parts.
// W2. Whoever makes the last dependency done frees the dependant in the same transaction.
// W3. A task with parts is done in the transaction that makes its last part done, and frees what waited for it.
// W4. Only the word `blocked` is ever freed: what another program means by a word of its own is left alone.
// The same rules as plain functions are in orchestrator/goals/readiness.ts; a property test holds the two together.
// A `+` before status keeps SQLite from walking along all blocked tasks instead of the few that are meant.
// Triggers do not fire on what triggers do (recursive_triggers is off by default), so each one walks all the way up.
import { NORMAL_ROW, NOW } from "./normal-row.ts";

export const DONE = "('done', 'completed', 'complete')";

/** The row in question, its wholes, their wholes …, in whatever state. */
const UPWARD = (id: string): string => `
  WITH RECURSIVE up(id) AS (
    SELECT CAST(${id} AS TEXT)
    UNION SELECT CAST(part.parent_id AS TEXT) FROM up JOIN tasks AS part ON part.id = up.id WHERE part.parent_id IS NOT NULL
  ) SELECT id FROM up`;

const OPEN_PART = (whole: string, but: string): string => `EXISTS (
  SELECT 1 FROM tasks AS part WHERE part.parent_id = ${whole} AND part.id <> ${but} AND coalesce(part.status, '') NOT IN ${DONE})`;

/** Blocked wholes of which NEW was the last open part, and their wholes of which they were. */
const CLOSED = `
  WITH RECURSIVE closed(id, above) AS (
    SELECT whole.id, whole.parent_id FROM tasks AS whole
      WHERE whole.id = NEW.parent_id AND +whole.status = 'blocked' AND NOT ${OPEN_PART("whole.id", "NEW.id")}
    UNION
    SELECT whole.id, whole.parent_id FROM closed JOIN tasks AS whole ON whole.id = closed.above
      WHERE +whole.status = 'blocked' AND NOT ${OPEN_PART("whole.id", "closed.id")}
  ) SELECT id FROM closed`;

export const WAITS = (id: string): string => `EXISTS (
  SELECT 1 FROM task_dependencies AS need LEFT JOIN tasks AS needed ON needed.id = need.depends_on
  WHERE need.task_id = ${id} AND coalesce(needed.status, '') NOT IN ${DONE})`;
export const HAS_PARTS = (id: string): string => `EXISTS (SELECT 1 FROM tasks AS part WHERE part.parent_id = ${id})`;
/** The row of the statement around it. */
export const SELF = "CAST(tasks.id AS TEXT)";
export const FREE = `+tasks.status = 'blocked' AND NOT ${WAITS(SELF)} AND NOT ${HAS_PARTS(SELF)}`;

export const move = (to: string, kind: string, at: string, where: string): string => `
  INSERT INTO task_events (task_id, kind, at) SELECT id, '${kind}', ${at} FROM tasks WHERE ${where};
  UPDATE tasks SET status = '${to}' WHERE ${where};`;

const AT = `coalesce(NEW.finished_at, ${NOW})`;
export const DEPENDANTS = (of: string): string =>
  `tasks.id IN (SELECT task_id FROM task_dependencies WHERE depends_on IN (${of}))`;

const IS_DONE = `
  INSERT INTO task_events (task_id, kind, at, data) SELECT id, 'done', ${AT}, '{"note":"all its parts are done"}' FROM tasks WHERE id IN (${CLOSED});
  UPDATE tasks SET status = 'done', note = 'all its parts are done', finished_at = ${AT} WHERE id IN (${CLOSED});
  ${move("pending", "ready", AT, `${FREE} AND ${DEPENDANTS(UPWARD("NEW.id"))}`)}`;

/** Sets back what must not be pending. */
export const BLOCK_NEW = `UPDATE tasks SET status = 'blocked'
  WHERE rowid = NEW.rowid AND status = 'pending' AND (${WAITS(SELF)} OR ${HAS_PARTS(SELF)});`;

export const blockWhole = move("blocked", "blocked", NOW, "tasks.id = NEW.parent_id AND +tasks.status = 'pending'");

export const DEPENDENCY_TRIGGERS = `
DROP TRIGGER drover_task_inserted;
CREATE TRIGGER drover_task_inserted AFTER INSERT ON tasks BEGIN
  UPDATE tasks SET ${NORMAL_ROW} WHERE rowid = NEW.rowid;
  ${BLOCK_NEW}
  INSERT INTO task_events (task_id, kind, at) SELECT id, 'created', created_at FROM tasks WHERE rowid = NEW.rowid;
  INSERT INTO task_events (task_id, kind, at) SELECT id, 'ready', ${NOW} FROM tasks WHERE rowid = NEW.rowid AND status = 'pending';
END;
CREATE TRIGGER drover_task_pending AFTER UPDATE OF status ON tasks WHEN NEW.status = 'pending' AND OLD.status IS NOT 'pending' BEGIN
  INSERT INTO task_events (task_id, kind, at) SELECT id, 'blocked', ${NOW} FROM tasks
    WHERE rowid = NEW.rowid AND EXISTS (SELECT 1 FROM task_events WHERE task_id = ${SELF}) AND (${WAITS(SELF)} OR ${HAS_PARTS(SELF)});
  ${BLOCK_NEW}
END;
CREATE TRIGGER drover_task_done AFTER UPDATE OF status ON tasks
WHEN NEW.status IN ${DONE} AND coalesce(OLD.status, '') NOT IN ${DONE} BEGIN ${IS_DONE} END;
CREATE TRIGGER drover_done_inserted AFTER INSERT ON tasks WHEN NEW.status IN ${DONE} BEGIN ${IS_DONE} END;

CREATE TRIGGER drover_task_undone AFTER UPDATE OF status ON tasks
WHEN OLD.status IN ${DONE} AND coalesce(NEW.status, '') NOT IN ${DONE} BEGIN
  ${move("blocked", "blocked", NOW, `+tasks.status = 'pending' AND ${DEPENDANTS("CAST(NEW.id AS TEXT)")}`)}
END;

CREATE TRIGGER drover_dependency_added AFTER INSERT ON task_dependencies BEGIN
  ${move("blocked", "blocked", NOW, `tasks.id = NEW.task_id AND +tasks.status = 'pending' AND ${WAITS("NEW.task_id")}`)}
END;
CREATE TRIGGER drover_dependency_removed AFTER DELETE ON task_dependencies BEGIN
  ${move("pending", "ready", NOW, `tasks.id = OLD.task_id AND ${FREE}`)}
END;

CREATE TRIGGER drover_part_added AFTER INSERT ON tasks WHEN NEW.parent_id IS NOT NULL BEGIN ${blockWhole} END;
CREATE TRIGGER drover_part_moved AFTER UPDATE OF parent_id ON tasks WHEN NEW.parent_id IS NOT NULL BEGIN ${blockWhole} END;`;
