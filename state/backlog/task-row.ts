import { z } from "zod";
import { claimId, goalId, isFormatSafe, sessionName, taskId } from "../../machines/ids.ts";
import type { Extras, Size, Task } from "../../orchestrator/task.ts";
import { statusOf } from "./status.ts";
import { fromText } from "./times.ts";
import { SIZES } from "./words.ts";

/** What is read of a task. The casts make the types certain, whatever another program put there. */
export const TASK_COLUMNS = `
  rowid AS row, CAST(id AS TEXT) AS id, CAST(content AS TEXT) AS content, CAST(content AS BLOB) AS bytes,
  CAST(project AS TEXT) AS project, CAST(category AS TEXT) AS category, CAST(priority AS INTEGER) AS priority,
  CAST(status AS TEXT) AS status, CAST(created_at AS TEXT) AS created_at, CAST(session AS TEXT) AS session,
  CAST(claim AS TEXT) AS claim, CAST(fence AS INTEGER) AS fence, CAST(attempts AS INTEGER) AS attempts,
  CAST(not_before AS TEXT) AS not_before, CAST(note AS TEXT) AS note, CAST(finished_at AS TEXT) AS finished_at,
  CAST(goal_id AS TEXT) AS goal_id, CAST(parent_id AS TEXT) AS parent_id, CAST(size AS TEXT) AS size,
  CAST(deadline AS TEXT) AS deadline, CAST(check_command AS TEXT) AS check_command, CAST(labels AS TEXT) AS labels,
  CAST(acceptance AS TEXT) AS acceptance,
  (SELECT json_group_array(depends_on) FROM task_dependencies WHERE task_id = CAST(tasks.id AS TEXT)) AS depends_on`;

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
  goal_id: text,
  parent_id: text,
  size: text,
  deadline: text,
  check_command: text,
  labels: text,
  acceptance: text,
  depends_on: z.string(),
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
  ...extrasOf(row),
});

const extrasOf = (row: z.infer<typeof ROW>): Extras => ({
  ...present("goal", row.goal_id ? goalId(row.goal_id) : undefined),
  ...present("parent", row.parent_id ? taskId(row.parent_id) : undefined),
  ...present("size", sizeOf(row.size)),
  ...present("deadline", fromText(row.deadline)),
  ...present("check", row.check_command || undefined),
  ...present("labels", filled(textsIn(row.labels))),
  ...present("acceptance", row.acceptance || undefined),
  ...present(
    "dependsOn",
    filled(
      textsIn(row.depends_on)
        .filter((id) => id !== "")
        .map(taskId),
    ),
  ),
});

const sizeOf = (stored: string | null): Size | undefined => SIZES.find((known) => known === stored);

const filled = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

const TEXTS = z.array(z.string());

/** A JSON array of texts; text of another program is split at its commas. */
function textsIn(stored: string | null): readonly string[] {
  if (stored === null || stored === "") return [];
  try {
    const parsed = TEXTS.safeParse(JSON.parse(stored));
    return parsed.data ?? [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return stored
      .split(",")
      .map((label) => label.trim())
      .filter((label) => label !== "");
  }
}

/** An absent value is an absent key. */
const present = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
