import type { At, GoalId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";

/** Tasks were made of this goal, from this text. */
export function markGenerated(db: Db): (id: GoalId, from: string, at: At) => void {
  const update = db.prepare("UPDATE goals SET generated_from = ?, generated_at = ? WHERE id = ?");
  return (id, from, at) => void update.run(from, toText(at), id);
}
