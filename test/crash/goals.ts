// goals.db as any other program sees it.
import Database from "better-sqlite3";
import { join } from "node:path";
import { z } from "zod";
import { openStores } from "../../cli/compose/stores.ts";

const row = z.object({ id: z.string(), content: z.string(), status: z.string(), note: z.string().nullable() });
export type GoalRow = z.infer<typeof row>;

export interface Goals {
  add(content: string): string;
  all(): readonly GoalRow[];
  /** What the end of a lease would do: who claimed and has not begun to type loses it. */
  expire(): void;
  /** Nothing waits for its next try any more. */
  hurry(): void;
  close(): void;
}

/** Makes the databases first, as the first start of a daemon does. */
export async function makeGoals(data: string): Promise<Goals> {
  const opened = await openStores(data);
  if (opened.kind === "refused") throw new Error(opened.why);
  opened.stores.close();
  return openGoals(data);
}

function openGoals(data: string): Goals {
  const db = new Database(join(data, "goals.db"), { timeout: 10_000 });
  const insert = db.prepare("INSERT INTO tasks (content) VALUES (?)");
  const select = db.prepare("SELECT id, content, status, note FROM tasks ORDER BY rowid");
  const selectId = db.prepare("SELECT id FROM tasks WHERE rowid = ?");
  const hurry = db.prepare("UPDATE tasks SET not_before = NULL");
  const expire = db.prepare(
    "UPDATE tasks SET status = 'pending', claim = NULL, claimed_by = NULL WHERE status = 'claimed'",
  );
  return {
    add: (content) => z.object({ id: z.string() }).parse(selectId.get(insert.run(content).lastInsertRowid)).id,
    all: () => select.all().map((each) => row.parse(each)),
    hurry: () => void hurry.run(),
    expire: () => void expire.run(),
    close: () => void db.close(),
  };
}
