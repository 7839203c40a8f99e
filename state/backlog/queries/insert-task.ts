import { z } from "zod";
import type { At, TaskId } from "../../../machines/ids.ts";
import { taskId } from "../../../machines/ids.ts";
import type { NewTask, Task } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { idForNewRow } from "../../migrations/backlog/foreign-table.ts";
import { parseTask, TASK_COLUMNS } from "../task-row.ts";
import { toText } from "../times.ts";
import { addDependency } from "./add-dependency.ts";
import { findTask } from "./find-task.ts";

/** The events of its creation are written by a trigger, as for rows of other programs; so is whether it is blocked. */
export function insertTask(db: Db): (task: NewTask, at: At) => Task {
  const insert = db.prepare(`
    INSERT INTO tasks (id, content, project, category, priority, session, created_at,
      goal_id, parent_id, size, deadline, check_command, labels, acceptance)
    VALUES (:id, :content, :project, :category, :priority, :session, :at,
      :goal, :parent, :size, :deadline, :check, :labels, :acceptance)`);
  const fresh = freshId(db);
  const depend = addDependency(db);
  const find = findTask(db);
  const select = db.prepare(`SELECT ${TASK_COLUMNS} FROM tasks WHERE rowid = ?`);
  return inTransaction(db, (task: NewTask, at: At): Task => {
    const known = task.id === undefined ? undefined : find(task.id)?.task;
    if (known !== undefined) return known;
    const { content, project = "", category = "general", priority = 50, session = null, dependsOn = [] } = task;
    const id = task.id ?? fresh();
    // First what it waits for, so that it is never pending for a moment.
    if (id !== null) for (const need of dependsOn) depend(id, need);
    const row = { id, content, project, category, priority, session, at: toText(at), ...extras(task) };
    const { lastInsertRowid } = insert.run(row);
    const added = parseTask(select.get(lastInsertRowid));
    if (id !== null || dependsOn.length === 0) return added;
    for (const need of dependsOn) depend(added.id, need);
    return parseTask(select.get(lastInsertRowid));
  });
}

/** Null where the table of another program counts by itself. */
function freshId(db: Db): () => TaskId | null {
  const draw = db.prepare(`SELECT ${idForNewRow(db)}`).pluck();
  const taken = db.prepare("SELECT 1 FROM tasks WHERE id = ?");
  return () => {
    for (;;) {
      const drawn = z.string().nullable().parse(draw.get());
      // Among 50,000 tasks one fresh id in 90,000 is taken already.
      if (drawn === null) return null;
      if (taken.get(drawn) === undefined) return taskId(drawn);
    }
  };
}

const extras = ({ goal, parent, size, deadline, check, labels, acceptance }: NewTask) => ({
  goal: goal ?? null,
  parent: parent ?? null,
  size: size ?? null,
  deadline: deadline === undefined ? null : toText(deadline),
  check: check ?? null,
  labels: labels === undefined || labels.length === 0 ? null : JSON.stringify(labels),
  acceptance: acceptance ?? null,
});
