import { z } from "zod";
import { taskId } from "../../../machines/ids.ts";
import type { TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import { countsByItself } from "../../migrations/backlog/foreign-table.ts";
import { NEW_TASK_ID } from "../../migrations/backlog/normal-row.ts";

/** Ids that no task has; where another program's table counts, the next numbers. */
export function freshIds(db: Db): (count: number) => readonly TaskId[] {
  return countsByItself(db) ? nextNumbers(db) : drawn(db);
}

function nextNumbers(db: Db): (count: number) => readonly TaskId[] {
  const highest = db.prepare("SELECT coalesce(max(id), 0) FROM tasks").pluck();
  return (count) => {
    const last = z.number().parse(highest.get());
    return Array.from({ length: count }, (_, at) => taskId(String(last + 1 + at)));
  };
}

/** Among 50,000 tasks one drawn id in 90,000 is taken already. */
function drawn(db: Db): (count: number) => readonly TaskId[] {
  const draw = db.prepare(`SELECT ${NEW_TASK_ID}`).pluck();
  const taken = db.prepare("SELECT 1 FROM tasks WHERE id = ?");
  return (count) => {
    const ids = new Set<TaskId>();
    while (ids.size < count) {
      const id = taskId(z.string().parse(draw.get()));
      if (taken.get(id) === undefined) ids.add(id);
    }
    return [...ids];
  };
}
