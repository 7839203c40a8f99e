import { z } from "zod";
import { taskId } from "../../../machines/ids.ts";
import type { TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";

/** The task itself, its parts, their parts …, as far as they have not begun. */
export function openPartsOf(db: Db): (whole: TaskId) => readonly TaskId[] {
  const select = db.prepare(`
    WITH RECURSIVE below(id) AS (
      SELECT CAST(:whole AS TEXT)
      UNION SELECT CAST(part.id AS TEXT) FROM below JOIN tasks AS part ON part.parent_id = below.id
    )
    SELECT CAST(tasks.id AS TEXT) FROM below JOIN tasks ON tasks.id = below.id
    WHERE tasks.status IN ('pending', 'blocked')`);
  return (whole) => z.array(z.string()).parse(select.pluck().all({ whole })).map(taskId);
}
