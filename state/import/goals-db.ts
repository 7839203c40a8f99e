// The goal database of the original monitor, or any SQLite file with a table `tasks` that has `content`.
// It is opened for reading only; what is not pending stays where it is.
import Database from "better-sqlite3";
import { z } from "zod";
import type { At } from "../../machines/ids.ts";
import { taskId } from "../../machines/ids.ts";
import type { NewTask } from "../../orchestrator/task.ts";
import { fromText } from "../backlog/times.ts";
import type { Db } from "../database/open-file.ts";
import { isBusy, troubleWith } from "../database/sqlite-error.ts";
import { timeIn } from "../migrations/backlog/normal-row.ts";
import { columnsOf } from "../migrations/backlog/table-shape.ts";

/** A task to add, under its old id: adding it twice adds it once. Without a time of its own `createdAt` is absent. */
export interface ImportedTask extends NewTask {
  readonly createdAt?: At;
}

export type GoalsDb =
  | {
      readonly kind: "read";
      /** Pending ones, in the order in which they would have been given. */
      readonly tasks: readonly ImportedTask[];
      /** How many rows of each other status were left out. */
      readonly left: Readonly<Record<string, number>>;
    }
  /** One line that names the file, and the column or row. */
  | { readonly kind: "refused"; readonly why: string };

export function importGoalsDb(path: string): GoalsDb {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 1_000 });
    try {
      return read(db, path);
    } finally {
      db.close();
    }
  } catch (error) {
    return { kind: "refused", why: unreadable(path, error) };
  }
}

function unreadable(path: string, error: unknown): string {
  if (isBusy(error)) return `${path} is locked by another program. Try again later.`;
  const trouble = troubleWith(path, error);
  if (trouble !== undefined) return trouble;
  if (error instanceof Database.SqliteError) return `${path}: ${error.message}`;
  throw error;
}

function read(db: Db, path: string): GoalsDb {
  const present = new Set(columnsOf(db, "tasks").map(({ name }) => name));
  if (present.size === 0) return { kind: "refused", why: `${path}: no table \`tasks\`` };
  if (!present.has("content"))
    return { kind: "refused", why: `${path}: its table \`tasks\` has no column \`content\`` };
  const tasks: ImportedTask[] = [];
  for (const raw of db.prepare(select(present)).all()) {
    const row = ROW.parse(raw);
    if (row.content === null)
      return { kind: "refused", why: `${path}: task ${row.id ?? `in row ${row.row}`}: content is NULL` };
    tasks.push(taskOf(row, row.content));
  }
  return { kind: "read", tasks, left: present.has("status") ? leftOut(db) : {} };
}

const select = (present: ReadonlySet<string>): string => {
  const text = (name: string): string => (present.has(name) ? `CAST(${name} AS TEXT)` : "NULL");
  return `
    SELECT rowid AS row, ${text("id")} AS id, ${text("content")} AS content, ${text("project")} AS project,
      ${text("category")} AS category,
      ${present.has("priority") ? "CASE WHEN typeof(priority) IN ('integer', 'real') THEN priority END" : "NULL"} AS priority,
      ${present.has("created_at") ? timeIn("created_at") : "NULL"} AS created_at
    FROM tasks ${present.has("status") ? `WHERE ${PENDING}` : ""}
    ORDER BY priority DESC, created_at, rowid`;
};

const PENDING = "coalesce(nullif(status, ''), 'pending') = 'pending'";

const ROW = z.object({
  row: z.number(),
  id: z.string().nullable(),
  content: z.string().nullable(),
  project: z.string().nullable(),
  category: z.string().nullable(),
  priority: z.number().nullable(),
  created_at: z.string().nullable(),
});

function taskOf(row: z.infer<typeof ROW>, content: string): ImportedTask {
  const createdAt = fromText(row.created_at);
  return {
    content,
    ...(row.id ? { id: taskId(row.id) } : {}),
    ...(row.project ? { project: row.project } : {}),
    ...(row.category ? { category: row.category } : {}),
    ...(row.priority === null ? {} : { priority: Math.min(100, Math.max(0, Math.round(row.priority))) }),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

function leftOut(db: Db): Record<string, number> {
  const rows = db.prepare(
    `SELECT CAST(status AS TEXT) AS status, count(*) AS n FROM tasks WHERE NOT (${PENDING}) GROUP BY 1`,
  );
  const counted = z.array(z.object({ status: z.string(), n: z.number() })).parse(rows.all());
  return Object.fromEntries(counted.map(({ status, n }) => [status, n]));
}
