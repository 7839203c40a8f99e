// A book as JSON Lines: one vision, goal or task a line, under the names that the API has for them. Nothing is lost.
import { z } from "zod";
import type { At } from "../../machines/ids.ts";
import { goalId, sessionName, taskId, visionId } from "../../machines/ids.ts";
import type {
  Book,
  BookGoal,
  BookTask,
  BookVision,
  Mistake,
  ReadBook,
  Reading,
} from "../../orchestrator/exchange/book.ts";
import { GOAL_STATUSES, SIZES, TASK_STATUSES } from "../backlog/words.ts";
import { firstIssue, linesOf } from "./lines.ts";

export const writeJsonLines = ({ visions, goals, tasks }: Book): string =>
  [...visions.map(visionLine), ...goals.map(goalLine), ...tasks.map(taskLine)]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");

const iso = (at: At): string => new Date(at).toISOString();
const isoIf = (at: At | undefined): string | undefined => (at === undefined ? undefined : iso(at));

/** A key whose value is undefined is not written. */
const visionLine = ({ id, content, createdAt }: BookVision) => ({
  kind: "vision",
  id,
  content,
  created_at: iso(createdAt),
});

const goalLine = (goal: BookGoal) => ({
  kind: "goal",
  id: goal.id,
  content: goal.content,
  vision: goal.vision,
  project: goal.project,
  category: goal.category,
  priority: goal.priority,
  deadline: isoIf(goal.deadline),
  status: goal.status,
  created_at: iso(goal.createdAt),
  generated_from: goal.generatedFrom,
  generated_at: isoIf(goal.generatedAt),
});

const taskLine = (task: BookTask) => ({
  kind: "task",
  id: task.id,
  content: task.content,
  project: task.project,
  category: task.category,
  priority: task.priority,
  status: task.status,
  created_at: iso(task.createdAt),
  session: task.session,
  goal: task.goal,
  parent: task.parent,
  depends_on: task.dependsOn,
  size: task.size,
  deadline: isoIf(task.deadline),
  check: task.check,
  acceptance: task.acceptance,
  labels: task.labels,
  note: task.note,
  finished_at: isoIf(task.finishedAt),
});

/** All lines that are wrong are said at once. */
export function readJsonLines(text: string, reading: Reading): ReadBook {
  const visions: BookVision[] = [];
  const goals: BookGoal[] = [];
  const tasks: BookTask[] = [];
  const mistakes: Mistake[] = [];
  for (const { line, json } of linesOf(text)) {
    const read = LINE.safeParse(json);
    if (!read.success) mistakes.push({ line, why: firstIssue(read.error) });
    else if (read.data.kind === "vision") visions.push(visionOf(read.data, line, reading));
    else if (read.data.kind === "goal") goals.push(goalOf(read.data, line, reading));
    else tasks.push(taskOf(read.data, line, reading));
  }
  if (mistakes.length > 0) return { kind: "refused", mistakes };
  return { kind: "read", book: { visions, goals, tasks }, leftOut: [] };
}

const id = z.string().min(1).nullish();
const time = z.iso
  .datetime({ offset: true, error: "expected a time such as 2026-12-01T18:00:00Z" })
  .transform((text): At => Date.parse(text))
  .nullish();
const priority = z.int().min(0).max(100).nullish();
const both = { id, content: z.string(), created_at: time };

const VISION = z.strictObject({ ...both, kind: z.literal("vision") });
const GOAL = z.strictObject({
  ...both,
  kind: z.literal("goal"),
  vision: id,
  project: z.string().nullish(),
  category: z.string().min(1).nullish(),
  priority,
  deadline: time,
  status: z.enum(GOAL_STATUSES).nullish(),
  generated_from: z.string().nullish(),
  generated_at: time,
});
/** What belongs to one store alone may stand there, as the API has it, and is not read. */
const ignored = z.unknown().optional();
const TASK = z.strictObject({
  ...both,
  kind: z.literal("task"),
  project: z.string().nullish(),
  category: z.string().min(1).nullish(),
  priority,
  status: z.enum(TASK_STATUSES).nullish(),
  session: id,
  goal: id,
  parent: id,
  depends_on: z.array(z.string().min(1)).nullish(),
  size: z.enum(SIZES).nullish(),
  deadline: time,
  check: z.string().nullish(),
  acceptance: z.string().nullish(),
  labels: z.array(z.string().min(1)).nullish(),
  note: z.string().nullish(),
  finished_at: time,
  claim: ignored,
  fence: ignored,
  attempts: ignored,
  not_before: ignored,
});
/** A line that does not say what it is, is a task. */
const LINE = z.preprocess(
  (json) =>
    typeof json === "object" && json !== null && !Array.isArray(json) && !("kind" in json)
      ? { ...json, kind: "task" }
      : json,
  z.discriminatedUnion("kind", [VISION, GOAL, TASK], "expected a vision, goal or task as one JSON object"),
);

const visionOf = (said: z.infer<typeof VISION>, line: number, { now, idFor }: Reading): BookVision => ({
  id: visionId(said.id ?? idFor("vision", said.content)),
  content: said.content,
  createdAt: said.created_at ?? now,
  line,
});

const goalOf = (said: z.infer<typeof GOAL>, line: number, { now, idFor }: Reading): BookGoal => ({
  id: goalId(said.id ?? idFor("goal", said.content)),
  content: said.content,
  project: said.project ?? "",
  category: said.category ?? "general",
  priority: said.priority ?? 50,
  status: said.status ?? "active",
  createdAt: said.created_at ?? now,
  line,
  ...(said.vision == null ? {} : { vision: visionId(said.vision) }),
  ...(said.deadline == null ? {} : { deadline: said.deadline }),
  ...(said.generated_from == null ? {} : { generatedFrom: said.generated_from }),
  ...(said.generated_at == null ? {} : { generatedAt: said.generated_at }),
});

const taskOf = (said: z.infer<typeof TASK>, line: number, { now, idFor }: Reading): BookTask => ({
  id: taskId(said.id ?? idFor("task", [said.goal ?? "", said.parent ?? "", said.content].join("\n"))),
  content: said.content,
  project: said.project ?? "",
  category: said.category ?? "general",
  priority: said.priority ?? 50,
  status: said.status ?? "pending",
  createdAt: said.created_at ?? now,
  line,
  ...links(said),
  ...extras(said),
});

const links = ({ session, goal, parent, depends_on: needs }: z.infer<typeof TASK>) => ({
  ...(session == null ? {} : { session: sessionName(session) }),
  ...(goal == null ? {} : { goal: goalId(goal) }),
  ...(parent == null ? {} : { parent: taskId(parent) }),
  ...(needs == null || needs.length === 0 ? {} : { dependsOn: needs.map(taskId) }),
});

const extras = ({ size, deadline, check, acceptance, labels, note, finished_at: end }: z.infer<typeof TASK>) => ({
  ...(size == null ? {} : { size }),
  ...(deadline == null ? {} : { deadline }),
  ...(check == null || check === "" ? {} : { check }),
  ...(acceptance == null || acceptance === "" ? {} : { acceptance }),
  ...(labels == null || labels.length === 0 ? {} : { labels }),
  ...(note == null ? {} : { note }),
  ...(end == null ? {} : { finishedAt: end }),
});
