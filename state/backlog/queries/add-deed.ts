import type { RunId } from "../../../machines/ids.ts";
import type { RunDeed } from "../../../machines/run-intents.ts";
import type { Db } from "../../database/open-file.ts";

export function addDeed(db: Db): (run: RunId, deed: RunDeed) => void {
  const insert = db.prepare("INSERT INTO drover_run_deeds (run_id, deed) VALUES (?, ?)");
  return (run, deed) => void insert.run(run, JSON.stringify(deed));
}
