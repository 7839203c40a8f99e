import type { At, GoalId } from "../../../machines/ids.ts";
import type { GoalChange } from "../../../orchestrator/goals/goal.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";

/** What is absent stays. */
export function changeGoal(db: Db): (id: GoalId, change: GoalChange) => void {
  const update = db.prepare(`
    UPDATE goals SET content = coalesce(:content, content), priority = coalesce(:priority, priority),
      status = coalesce(:status, status), deadline = CASE WHEN :setsDeadline THEN :deadline ELSE deadline END
    WHERE id = :id`);
  return (id, { content = null, priority = null, status = null, deadline }) =>
    void update.run({
      id,
      content,
      priority,
      status,
      setsDeadline: deadline === undefined ? 0 : 1,
      deadline: text(deadline),
    });
}

const text = (at: At | null | undefined): string | null => (typeof at === "number" ? toText(at) : null);
