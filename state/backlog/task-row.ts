import { z } from "zod";
import { claimId, isFormatSafe, sessionName, taskId } from "../../machines/ids.ts";
import type { Task } from "../../orchestrator/task.ts";
import { statusOf } from "./status.ts";
import { fromText } from "./times.ts";

/** What is read of a task. The casts make the types certain, whatever another program put there. */
export const TASK_COLUMNS = `
  rowid AS row, CAST(id AS TEXT) AS id, CAST(content AS TEXT) AS content, CAST(content AS BLOB) AS bytes,
  CAST(project AS TEXT) AS project, CAST(category AS TEXT) AS category, CAST(priority AS INTEGER) AS priority,
  CAST(status AS TEXT) AS status, CAST(created_at AS TEXT) AS created_at, CAST(session AS TEXT) AS session,
  CAST(claim AS TEXT) AS claim, CAST(fence AS INTEGER) AS fence, CAST(attempts AS INTEGER) AS attempts,
  CAST(not_before AS TEXT) AS not_before, CAST(note AS TEXT) AS note, CAST(finished_at AS TEXT) AS finished_at`;

export interface TaskRow {
  readonly task: Task;
  /** Order of insertion. */
  readonly row: number;
  /** The content as it is stored; what is not UTF-8 looks harmless in `task`. */
  readonly bytes: Uint8Array;
}

const text = z.string().nullable();
const ROW = z.object({
  row: z.number(),
  id: z.string(),
  content: text,
  bytes: z.instanceof(Uint8Array).nullable(),
  project: text,
  category: text,
  priority: z.number().nullable(),
  status: text,
  created_at: text,
  session: text,
  claim: text,
  fence: z.number().nullable(),
  attempts: z.number().nullable(),
  not_before: text,
  note: text,
  finished_at: text,
});

export function parseTaskRow(raw: unknown): TaskRow {
  const row = ROW.parse(raw);
  return { task: taskOf(row), row: row.row, bytes: row.bytes ?? new Uint8Array() };
}

export const parseTask = (raw: unknown): Task => parseTaskRow(raw).task;

const taskOf = (row: z.infer<typeof ROW>): Task => ({
  id: taskId(row.id),
  content: row.content ?? "",
  project: row.project ?? "",
  category: row.category ?? "general",
  priority: row.priority ?? 50,
  status: statusOf(row.status ?? "pending"),
  createdAt: fromText(row.created_at) ?? 0,
  fence: row.fence ?? 0,
  attempts: row.attempts ?? 0,
  ...present("session", row.session ? sessionName(row.session) : undefined),
  ...present("claim", row.claim && isFormatSafe(row.claim) ? claimId(row.claim) : undefined),
  ...present("notBefore", fromText(row.not_before)),
  ...present("note", row.note ?? undefined),
  ...present("finishedAt", fromText(row.finished_at)),
});

/** An absent value is an absent key. */
const present = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
