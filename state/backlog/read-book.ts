import type { Book, BookTask } from "../../orchestrator/exchange/book.ts";
import type { Task } from "../../orchestrator/task.ts";
import type { Db } from "../database/open-file.ts";
import { listGoals } from "./queries/list-goals.ts";
import { listVisions } from "./queries/list-visions.ts";
import { parseTask, TASK_COLUMNS } from "./task-row.ts";

/** All of it as of one moment. Of tasks that are equally old the one that was inserted first comes first. */
export function readBook(db: Db): () => Book {
  const visions = listVisions(db);
  const goals = listGoals(db);
  const tasks = db.prepare(`SELECT ${TASK_COLUMNS} FROM tasks ORDER BY created_at, rowid`);
  return db.transaction((): Book => ({
    visions: visions(),
    goals: goals(),
    tasks: tasks.all().map((row) => portable(parseTask(row))),
  }));
}

/** Without what belongs to this store alone. */
function portable({ claim: _claim, fence: _fence, attempts: _tries, notBefore: _due, ...task }: Task): BookTask {
  return task.dependsOn === undefined ? task : { ...task, dependsOn: task.dependsOn.toSorted() };
}
