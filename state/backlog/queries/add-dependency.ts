import type { TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";

/** `task` waits for `need`; a trigger blocks a pending one that now waits. Once more is once. */
export function addDependency(db: Db): (task: TaskId, need: TaskId) => void {
  const insert = db.prepare(
    "INSERT INTO task_dependencies (task_id, depends_on) VALUES (?, ?) ON CONFLICT (task_id, depends_on) DO NOTHING",
  );
  return (task, need) => void insert.run(task, need);
}
