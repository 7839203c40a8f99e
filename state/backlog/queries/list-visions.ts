import type { Vision } from "../../../orchestrator/goals/goal.ts";
import type { Db } from "../../database/open-file.ts";
import { parseVision, VISION_COLUMNS } from "../goal-row.ts";

/** Oldest first. */
export function listVisions(db: Db): () => readonly Vision[] {
  const select = db.prepare(`SELECT ${VISION_COLUMNS} FROM visions WHERE id IS NOT NULL ORDER BY created_at, rowid`);
  return () => select.all().map(parseVision);
}
