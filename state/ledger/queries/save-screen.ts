import { z } from "zod";
import type { At, SessionName } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import { hashOf, packScreen } from "../screen-body.ts";

export interface SeenScreen {
  readonly session: SessionName;
  readonly rows: readonly string[];
  readonly at: At;
}

/** A screen that is seen again is not written again for so long. ms */
const FRESH = 3_600_000;

/** Answers the content hash; session and time of the first sighting stay, beside the time of about the last. */
export function saveScreen(db: Db): (screen: SeenScreen) => string {
  const known = db.prepare("SELECT seen FROM screens WHERE hash = ?").pluck();
  const insert = db.prepare("INSERT OR IGNORE INTO screens (hash, session, at, seen, body) VALUES (?, ?, ?, ?, ?)");
  const touch = db.prepare("UPDATE screens SET seen = ? WHERE hash = ?");
  return ({ session, rows, at }) => {
    const hash = hashOf(rows);
    const seen = SEEN.parse(known.get(hash));
    if (seen === undefined) insert.run(hash, session, at, at, packScreen(rows));
    else if (at - seen > FRESH) touch.run(at, hash);
    return hash;
  };
}

const SEEN = z.number().optional();
