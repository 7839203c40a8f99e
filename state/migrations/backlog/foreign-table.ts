// A `tasks` table that another program made: can it be extended?
import type { Db } from "../../database/open-file.ts";
import { STATUSES } from "../../backlog/status.ts";
import { NEW_TASK_ID, NOW } from "./normal-row.ts";
import type { PresentColumn } from "./table-shape.ts";
import { columnsOf } from "./table-shape.ts";

/** What is wrong with it; undefined if nothing is, or if there is none. */
export function misfit(db: Db): string | undefined {
  const columns = columnsOf(db, "tasks");
  if (columns.length === 0) return undefined;
  if (!columns.some(({ name }) => name === "content")) return "its table `tasks` has no column `content`";
  if (!isRowidTable(db)) return "its `tasks` is a view or a table without rowid";
  return undefined;
}

/** An integer key counts by itself. */
export const countsByItself = (db: Db, table = "tasks"): boolean => columnsOf(db, table).some(isIntegerKey);

/** SQL for the id of a row we insert. */
const idForNewRow = (db: Db): string => (countsByItself(db) ? "NULL" : NEW_TASK_ID);

const isIntegerKey = ({ name, type, key }: PresentColumn): boolean => name === "id" && key && type === "INTEGER";

/** A foreign table may carry constraints that our rows would break: a row goes through all states, and is undone. */
export function probe(db: Db): void {
  db.exec("SAVEPOINT probe");
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO tasks (id, content, project, category, priority, created_at)
      VALUES (${idForNewRow(db)}, 'probe', '', 'general', 50, ${NOW})`)
    .run();
  const move = db.prepare("UPDATE tasks SET status = ?, claim = 'probe', note = 'probe' WHERE rowid = ?");
  for (const status of STATUSES) move.run(status, lastInsertRowid);
  db.exec("ROLLBACK TO probe; RELEASE probe");
}

function isRowidTable(db: Db): boolean {
  const kind = db.prepare("SELECT type FROM sqlite_schema WHERE name = 'tasks' COLLATE NOCASE").pluck().get();
  const list = db.prepare("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = 'tasks' COLLATE NOCASE");
  return kind === "table" && list.pluck().get() === 0;
}
