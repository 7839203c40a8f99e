import type { At } from "../../../machines/ids.ts";
import type { NewVision, Vision } from "../../../orchestrator/goals/goal.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { parseVision, VISION_COLUMNS } from "../goal-row.ts";
import { toText } from "../times.ts";
import { keyFor } from "./key-for.ts";

export function insertVision(db: Db): (vision: NewVision, at: At) => Vision {
  const insert = db.prepare("INSERT INTO visions (id, content, created_at) VALUES (?, ?, ?)");
  const find = db.prepare(`SELECT ${VISION_COLUMNS} FROM visions WHERE id = ?`);
  const added = db.prepare(`SELECT ${VISION_COLUMNS} FROM visions WHERE rowid = ?`);
  const key = keyFor(db, "visions", "vision");
  return inTransaction(db, ({ id, content }: NewVision, at: At): Vision => {
    const known = id === undefined ? undefined : find.get(id);
    if (known !== undefined) return parseVision(known);
    return parseVision(added.get(insert.run(id ?? key(), content, toText(at)).lastInsertRowid));
  });
}
