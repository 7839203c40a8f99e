import { z } from "zod";
import { sessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { KeptScreen } from "../ledger.ts";
import { unpackScreen } from "../screen-body.ts";

export function loadScreen(db: Db): (hash: string) => KeptScreen | undefined {
  const select = db.prepare("SELECT hash, session, at, body FROM screens WHERE hash = ?");
  return (hash) => {
    const row = ROW.parse(select.get(hash));
    return row && { at: row.at, session: row.session, hash: row.hash, rows: unpackScreen(row.body) };
  };
}

const ROW = z
  .object({
    hash: z.string(),
    session: z.string().transform(sessionName),
    at: z.number(),
    body: z.instanceof(Uint8Array),
  })
  .optional();
