import type { At } from "../../../machines/ids.ts";
import type { Run } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";

export function askForReview(db: Db): (run: Run, why: string, at: At) => void {
  const insert = db.prepare("INSERT INTO drover_reviews (run_id, task_id, why, asked_at) VALUES (?, ?, ?, ?)");
  return ({ id, task }, why, at) => void insert.run(id, task, why, toText(at));
}
