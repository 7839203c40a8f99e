import { z } from "zod";
import type { BookTask } from "../../../orchestrator/exchange/book.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";
import { addDependency } from "./add-dependency.ts";
import { extras } from "./insert-task.ts";

/** Answers the rowid. Nothing is taken over from its whole or its goal: all that it is, stands in the book. */
export function insertBrought(db: Db): (task: BookTask, status: "pending" | "cancelled") => number {
  const insert = db.prepare(`
    INSERT INTO tasks (id, content, project, category, priority, session, created_at, status, note,
      goal_id, parent_id, size, deadline, check_command, labels, acceptance)
    VALUES (:id, :content, :project, :category, :priority, :session, :at, :status, :note,
      :goal, :parent, :size, :deadline, :check, :labels, :acceptance)`);
  const depend = addDependency(db);
  return (task, status) => {
    for (const need of task.dependsOn ?? []) depend(task.id, need);
    const { id, content, project, category, priority, session = null, goal = null, note = null } = task;
    const row = { id, content, project, category, priority, session, goal, note, status, at: toText(task.createdAt) };
    return z.number().parse(insert.run({ ...extras(task), ...row }).lastInsertRowid);
  };
}
