// The state file of the original monitor: one JSON object, times in its machine's local time without offset.
import { z } from "zod";
import type { At } from "../../machines/ids.ts";

export interface ImportedState {
  readonly sessionStart?: At;
  readonly lastActivity?: At;
  readonly tasksCompleted: number;
  readonly tasksFailed: number;
  readonly workSessions: number;
  /** What the session was given last; it was never known whether it ended. */
  readonly currentTask?: { readonly id: string; readonly content: string; readonly priority: number };
}

export type StateFile =
  | { readonly kind: "read"; readonly state: ImportedState }
  /** One line that names the field. */
  | { readonly kind: "refused"; readonly why: string };

/** Fields that are missing or null count as never set; unknown ones are left alone. */
export function importStateFile(json: string): StateFile {
  const parsed = parseJson(json);
  if (parsed.kind === "refused") return parsed;
  const read = FILE.safeParse(parsed.value);
  if (!read.success) return { kind: "refused", why: `state file: ${firstIssue(read.error)}` };
  return { kind: "read", state: stateOf(read.data) };
}

type Json = { readonly kind: "json"; readonly value: unknown } | { readonly kind: "refused"; readonly why: string };

function parseJson(text: string): Json {
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch (error) {
    return { kind: "refused", why: `state file: not JSON (${error instanceof Error ? error.message : "unreadable"})` };
  }
}

const count = z
  .number("expected a whole number, 0 or more")
  .int("expected a whole number")
  .min(0, "expected 0 or more");
const time = z.string("expected a time such as 2026-02-14T20:00:00").transform((text, context): At => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue("expected a time such as 2026-02-14T20:00:00");
  return at;
});

const FILE = z.object(
  {
    session_start: time.nullish(),
    last_activity: time.nullish(),
    tasks_completed: count.nullish(),
    tasks_failed: count.nullish(),
    work_sessions: count.nullish(),
    current_task: z
      .object(
        {
          id: z.union([z.string(), z.number()], "expected a text or a number"),
          content: z.string("expected a text"),
          priority: z.number("expected a number").nullish(),
        },
        "expected an object or null",
      )
      .nullish(),
  },
  "expected one JSON object",
);

const stateOf = (file: z.infer<typeof FILE>): ImportedState => ({
  tasksCompleted: file.tasks_completed ?? 0,
  tasksFailed: file.tasks_failed ?? 0,
  workSessions: file.work_sessions ?? 0,
  ...(file.session_start == null ? {} : { sessionStart: file.session_start }),
  ...(file.last_activity == null ? {} : { lastActivity: file.last_activity }),
  ...(file.current_task == null ? {} : { currentTask: currentTask(file.current_task) }),
});

const currentTask = (task: NonNullable<z.infer<typeof FILE>["current_task"]>): ImportedState["currentTask"] & {} => ({
  id: String(task.id),
  content: task.content,
  priority: task.priority ?? 50,
});

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.join(".") ?? "";
  return [field, issue?.message ?? "unreadable"].filter((part) => part !== "").join(": ");
}
