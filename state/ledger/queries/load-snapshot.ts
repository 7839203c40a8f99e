import { z } from "zod";
import type { SessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { StoredSnapshot } from "../ledger.ts";

export function loadSnapshot(db: Db): (session: SessionName) => StoredSnapshot | undefined {
  const select = db.prepare("SELECT version, json FROM snapshots WHERE session = ?");
  return (session) => ROW.parse(select.get(session));
}

const ROW = z.object({ version: z.number(), json: z.string() }).optional();
