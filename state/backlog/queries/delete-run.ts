import type { RunId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";

/** A run of which nothing was ever typed. */
export function deleteRun(db: Db): (id: RunId) => undefined {
  const statements = ["drover_run_deeds", "drover_run_reports", "drover_reviews"].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE run_id = ?`),
  );
  const remove = db.prepare("DELETE FROM drover_runs WHERE id = ?");
  return (id) => {
    for (const statement of statements) statement.run(id);
    remove.run(id);
    return undefined;
  };
}
