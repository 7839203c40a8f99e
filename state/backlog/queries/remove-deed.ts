import type { Db } from "../../database/open-file.ts";

export function removeDeed(db: Db): (seq: number) => void {
  const remove = db.prepare("DELETE FROM drover_run_deeds WHERE seq = ?");
  return (seq) => void remove.run(seq);
}
