import type { Delivery } from "../../../machines/delivery.ts";
import type { At } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";

export function saveDelivery(db: Db): (delivery: Delivery, at: At) => void {
  const upsert = db.prepare(`
    INSERT INTO deliveries (claim, session, phase, at, since, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (claim) DO UPDATE SET phase = excluded.phase, at = excluded.at, body = excluded.body`);
  return (delivery, at) =>
    void upsert.run(delivery.claim, delivery.session, delivery.phase.name, at, at, JSON.stringify(delivery));
}
