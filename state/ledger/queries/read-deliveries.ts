import { z } from "zod";
import type { Delivery } from "../../../machines/delivery.ts";
import type { ClaimId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import { storedDelivery } from "../stored-delivery.ts";
import { storedJson } from "../stored-json.ts";

/** Deliveries that are not closed, oldest first. */
export function readOpenDeliveries(db: Db): () => readonly Delivery[] {
  const select = db.prepare("SELECT claim, body FROM deliveries WHERE phase <> 'closed' ORDER BY rowid");
  return () => select.all().map((row) => parse(ROW.parse(row)));
}

export function readDelivery(db: Db): (claim: ClaimId) => Delivery | undefined {
  const select = db.prepare("SELECT claim, body FROM deliveries WHERE claim = ?");
  return (claim) => {
    const row = ROW.optional().parse(select.get(claim));
    return row && parse(row);
  };
}

const ROW = z.object({ claim: z.string(), body: z.string() });

const parse = ({ claim, body }: z.infer<typeof ROW>): Delivery => storedJson(storedDelivery, body, `delivery ${claim}`);
