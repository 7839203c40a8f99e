import { z } from "zod";
import type { Db } from "../../database/open-file.ts";
import { countsByItself } from "../../migrations/backlog/foreign-table.ts";

/** A fresh key for a row of `table`: `prefix-1a2b3c4d`, or null where another program's table counts by itself. */
export function keyFor(db: Db, table: string, prefix: string): () => string | null {
  if (countsByItself(db, table)) return () => null;
  const draw = db.prepare(`SELECT '${prefix}-' || lower(hex(randomblob(4)))`).pluck();
  const taken = db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`);
  return () => {
    for (;;) {
      const key = z.string().parse(draw.get());
      if (taken.get(key) === undefined) return key;
    }
  };
}
