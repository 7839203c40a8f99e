import type { At, SessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import { hashOf, packScreen } from "../screen-body.ts";

export interface SeenScreen {
  readonly session: SessionName;
  readonly rows: readonly string[];
  readonly at: At;
}

/** Answers the content hash; session and time of the first sighting stay. */
export function saveScreen(db: Db): (screen: SeenScreen) => string {
  const known = db.prepare("SELECT 1 FROM screens WHERE hash = ?");
  const insert = db.prepare("INSERT OR IGNORE INTO screens (hash, session, at, body) VALUES (?, ?, ?, ?)");
  return ({ session, rows, at }) => {
    const hash = hashOf(rows);
    if (known.get(hash) === undefined) insert.run(hash, session, at, packScreen(rows));
    return hash;
  };
}
