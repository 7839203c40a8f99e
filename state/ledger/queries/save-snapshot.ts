import type { SessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import type { StoredSnapshot } from "../ledger.ts";

export function saveSnapshot(db: Db): (session: SessionName, snapshot: StoredSnapshot) => void {
  const upsert = db.prepare(`
    INSERT INTO snapshots (session, version, json) VALUES (?, ?, ?)
    ON CONFLICT (session) DO UPDATE SET version = excluded.version, json = excluded.json`);
  return (session, { version, json }) => void upsert.run(session, version, json);
}
