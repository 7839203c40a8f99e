import type { At } from "../../../machines/ids.ts";
import type { Goal, NewGoal } from "../../../orchestrator/goals/goal.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { GOAL_COLUMNS, parseGoal } from "../goal-row.ts";
import { toText } from "../times.ts";
import { findGoal } from "./find-goal.ts";
import { keyFor } from "./key-for.ts";

export function insertGoal(db: Db): (goal: NewGoal, at: At) => Goal {
  const insert = db.prepare(`
    INSERT INTO goals (id, content, vision_id, project, category, priority, deadline, status, created_at)
    VALUES (:id, :content, :vision, :project, :category, :priority, :deadline, :status, :at)`);
  const find = findGoal(db);
  const added = db.prepare(`SELECT ${GOAL_COLUMNS} FROM goals WHERE rowid = ?`);
  const key = keyFor(db, "goals", "goal");
  return inTransaction(db, (goal: NewGoal, at: At): Goal => {
    const known = goal.id === undefined ? undefined : find(goal.id);
    if (known !== undefined) return known;
    const { content, project = "", category = "general", priority = 50, status = "active", deadline } = goal;
    const row = { id: goal.id ?? key(), content, vision: goal.vision ?? null, project, category, priority, status };
    const times = { deadline: deadline === undefined ? null : toText(deadline), at: toText(at) };
    return parseGoal(added.get(insert.run({ ...row, ...times }).lastInsertRowid));
  });
}
