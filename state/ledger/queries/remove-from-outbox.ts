import type { Db } from "../../database/open-file.ts";

export function removeFromOutbox(db: Db): (seq: number) => void {
  const remove = db.prepare("DELETE FROM outbox WHERE seq = ?");
  return (seq) => void remove.run(seq);
}
