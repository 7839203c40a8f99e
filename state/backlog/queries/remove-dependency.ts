import type { TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";

/** A trigger frees a task that waits for nothing any more. */
export function removeDependency(db: Db): (task: TaskId, need: TaskId) => void {
  const remove = db.prepare("DELETE FROM task_dependencies WHERE task_id = ? AND depends_on = ?");
  return (task, need) => void remove.run(task, need);
}
