import type { Goal } from "../../../orchestrator/goals/goal.ts";
import type { Db } from "../../database/open-file.ts";
import { GOAL_COLUMNS, parseGoal } from "../goal-row.ts";

/** Oldest first. */
export function listGoals(db: Db): () => readonly Goal[] {
  const select = db.prepare(`SELECT ${GOAL_COLUMNS} FROM goals WHERE id IS NOT NULL ORDER BY created_at, rowid`);
  return () => select.all().map(parseGoal);
}
