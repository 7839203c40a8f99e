import type { GoalId } from "../../../machines/ids.ts";
import type { Goal } from "../../../orchestrator/goals/goal.ts";
import type { Db } from "../../database/open-file.ts";
import { GOAL_COLUMNS, parseGoal } from "../goal-row.ts";

export function findGoal(db: Db): (id: GoalId) => Goal | undefined {
  const select = db.prepare(`SELECT ${GOAL_COLUMNS} FROM goals WHERE id = ?`);
  return (id) => {
    const raw = select.get(id);
    return raw === undefined ? undefined : parseGoal(raw);
  };
}
