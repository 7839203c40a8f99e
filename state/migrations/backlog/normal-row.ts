// What other programs write into `tasks` is brought to one form by triggers, which run in those programs' own SQLite.
// N1. Only functions of old SQLite versions are used here.
// N2. A row in normal form is left alone.

const TIME = "%Y-%m-%d %H:%M:%f";
const DIGITS = (format: string): string => format.replaceAll("0", "[0-9]");
export const NORMAL_TIME = DIGITS("0000-00-00 00:00:00.000");

export const NOW = `strftime('${TIME}', 'now')`;
export const NEW_TASK_ID = "'task-' || lower(hex(randomblob(4)))";

/**
 * SQL for the time in `column`: unix seconds or milliseconds (from 1973 on), or ISO 8601 with blank or T, fraction, Z
 * or offset; without offset it is UTC, as SQLite's own CURRENT_TIMESTAMP. NULL for anything else.
 */
export const timeIn = (column: string): string => `CASE
  WHEN ${column} GLOB '[0-9]*' AND ${column} NOT GLOB '*[^0-9.]*' THEN CASE
    WHEN CAST(${column} AS REAL) BETWEEN 1e8 AND 1e11 THEN strftime('${TIME}', CAST(${column} AS REAL), 'unixepoch')
    WHEN CAST(${column} AS REAL) BETWEEN 1e11 AND 1e14 THEN strftime('${TIME}', CAST(${column} AS REAL) / 1000, 'unixepoch')
  END
  WHEN trim(${column}) GLOB '${DIGITS("0000-00-00")}*' THEN strftime('${TIME}', ${withColonInOffset(`upper(trim(${column}))`)})
END`;

/** SQL assignments that bring a row of `tasks` into normal form. */
export const NORMAL_ROW = `
  id = CASE WHEN coalesce(id, '') = '' THEN ${NEW_TASK_ID} ELSE id END,
  project = coalesce(project, ''),
  category = coalesce(nullif(category, ''), 'general'),
  priority = CASE WHEN typeof(priority) IN ('integer', 'real') THEN min(100, max(0, CAST(round(priority) AS INTEGER))) ELSE 50 END,
  status = coalesce(nullif(status, ''), 'pending'),
  created_at = coalesce(${timeIn("created_at")}, ${NOW})`;

export const TRIGGERS = `
CREATE TRIGGER drover_task_inserted AFTER INSERT ON tasks BEGIN
  UPDATE tasks SET ${NORMAL_ROW} WHERE rowid = NEW.rowid;
  INSERT INTO task_events (task_id, kind, at) SELECT id, 'created', created_at FROM tasks WHERE rowid = NEW.rowid;
  INSERT INTO task_events (task_id, kind, at) SELECT id, 'ready', ${NOW} FROM tasks WHERE rowid = NEW.rowid AND status = 'pending';
END;
CREATE TRIGGER drover_task_changed AFTER UPDATE OF id, project, category, priority, status, created_at ON tasks
WHEN coalesce(NEW.id, '') = '' OR NEW.project IS NULL OR coalesce(NEW.category, '') = '' OR coalesce(NEW.status, '') = ''
  OR typeof(NEW.priority) <> 'integer' OR NEW.priority NOT BETWEEN 0 AND 100
  OR NEW.created_at IS NULL OR NEW.created_at NOT GLOB '${NORMAL_TIME}'
BEGIN
  UPDATE tasks SET ${NORMAL_ROW} WHERE rowid = NEW.rowid;
END;`;

/** `…+0200` as `strftime` of many languages writes it; SQLite wants `+02:00`. */
function withColonInOffset(sql: string): string {
  return `CASE WHEN ${sql} GLOB '*[-+]${DIGITS("0000")}' THEN substr(${sql}, 1, length(${sql}) - 2) || ':' || substr(${sql}, -2) ELSE ${sql} END`;
}
