import { z } from "zod";
import type { TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";

export function countParts(db: Db): (whole: TaskId) => number {
  const select = db.prepare("SELECT count(*) FROM tasks WHERE parent_id = ?").pluck();
  return (whole) => z.number().parse(select.get(whole));
}
