import type { At } from "../../../machines/ids.ts";
import type { Extras, NewTask, Task } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { parseTask, TASK_COLUMNS } from "../task-row.ts";
import { toText } from "../times.ts";
import { addDependency } from "./add-dependency.ts";
import { findTask } from "./find-task.ts";
import { freshIds } from "./fresh-ids.ts";

/**
 * The events of its creation are written by a trigger, as for rows of other programs; so is whether it is blocked. A
 * part takes its whole's goal where it names none, and waits for all that its whole waits for.
 */
export function insertTask(db: Db): (task: NewTask, at: At) => Task {
  const insert = db.prepare(`
    INSERT INTO tasks (id, content, project, category, priority, session, created_at,
      goal_id, parent_id, size, deadline, check_command, labels, acceptance)
    VALUES (:id, :content, :project, :category, :priority, :session, :at,
      :goal, :parent, :size, :deadline, :check, :labels, :acceptance)`);
  const fresh = freshIds(db);
  const depend = addDependency(db);
  const find = findTask(db);
  const select = db.prepare(`SELECT ${TASK_COLUMNS} FROM tasks WHERE rowid = ?`);
  return inTransaction(db, (task: NewTask, at: At): Task => {
    const known = task.id === undefined ? undefined : find(task.id)?.task;
    if (known !== undefined) return known;
    const { content, project = "", category = "general", priority = 50, session = null, parent } = task;
    const whole = parent === undefined ? undefined : find(parent)?.task;
    const [id] = task.id === undefined ? fresh(1) : [task.id];
    if (id === undefined) throw new Error("no fresh id");
    // First what it waits for, so that it is never pending for a moment.
    for (const need of [...(task.dependsOn ?? []), ...(whole?.dependsOn ?? [])]) depend(id, need);
    const goal = task.goal ?? whole?.goal ?? null;
    const row = { ...extras(task), id, content, project, category, priority, session, goal, at: toText(at) };
    return parseTask(select.get(insert.run(row).lastInsertRowid));
  });
}

/** Columns of what a task may carry beside its text. */
export const extras = ({ parent, size, deadline, check, labels, acceptance }: Extras) => ({
  parent: parent ?? null,
  size: size ?? null,
  deadline: deadline === undefined ? null : toText(deadline),
  check: check ?? null,
  labels: labels === undefined || labels.length === 0 ? null : JSON.stringify(labels),
  acceptance: acceptance ?? null,
});
