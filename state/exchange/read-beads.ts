// A book out of issues of beads.
// I1. An epic that stands above all and takes no part in who waits for whom is a goal; every other issue is a task, below
//     its goal or as a part of its whole.
// I2. An issue that is no work (a message, a gate, a template, something deleted) is left out, and said.
// I3. Where somebody was at it, or somebody has stopped it, a person says how it goes on: `unsure` and `quarantined`.
// I4. `metadata.drover` counts as far as the issue's own fields still say what they said when it was written.
import type { At, TaskId } from "../../machines/ids.ts";
import { goalId, sessionName, taskId } from "../../machines/ids.ts";
import type { BookGoal, BookTask, Mistake, ReadBook, Reading } from "../../orchestrator/exchange/book.ts";
import type { GoalStatus } from "../../orchestrator/goals/goal.ts";
import type { Size, TaskStatus } from "../../orchestrator/task.ts";
import { GOAL_STATUSES, TASK_STATUSES } from "../backlog/words.ts";
import { ISSUE, oursOfPriority, priorityOfOurs } from "./beads-issue.ts";
import type { Issue, Ours } from "./beads-issue.ts";
import { contentOf } from "./beads-text.ts";
import { firstIssue, linesOf } from "./lines.ts";
import { GOALS, MINUTES, TASKS, titleAndRest } from "./write-beads.ts";

interface Placed extends Issue {
  readonly line: number;
}

export function readBeads(text: string, { now }: Pick<Reading, "now">): ReadBook {
  const issues: Placed[] = [];
  const mistakes: Mistake[] = [];
  const leftOut: string[] = [];
  for (const { line, json } of linesOf(text)) {
    const read = ISSUE.safeParse(json);
    const why = read.success ? noWork(read.data) : undefined;
    if (!read.success) mistakes.push({ line, why: firstIssue(read.error) });
    else if (why !== undefined) leftOut.push(`${read.data.id}: ${why}`);
    else issues.push({ ...read.data, line });
  }
  if (mistakes.length > 0) return { kind: "refused", mistakes };
  const relations = relationsOf(issues, leftOut);
  const goals = issues.filter(({ id }) => relations.goals.has(id)).map((issue) => goalOf(issue, now));
  const tasks = issues.filter(({ id }) => !relations.goals.has(id)).map((issue) => taskOf(issue, relations, now));
  return { kind: "read", book: { visions: [], goals, tasks }, leftOut };
}

/** Keeps I2. */
function noWork({ status, issue_type: type, ephemeral, is_template: template }: Issue): string | undefined {
  if (status === "tombstone") return "it was deleted";
  if (status === "pinned") return "it is pinned, a note that stays open";
  if (template === true) return "it is a template";
  if (ephemeral === true) return "it is ephemeral";
  return NO_WORK.has(type) ? `it is of type ${type}` : undefined;
}
const NO_WORK: ReadonlySet<string> = new Set([
  "message",
  "molecule",
  "gate",
  "event",
  "agent",
  "role",
  "convoy",
  "slot",
]);

interface Relations {
  /** Which issues are goals. */
  readonly goals: ReadonlySet<string>;
  readonly parents: ReadonlyMap<string, string>;
  readonly needs: ReadonlyMap<string, readonly string[]>;
}

/** Those that say in which order issues come, as beads itself has them. */
const WAITS: ReadonlySet<string> = new Set(["blocks", "conditional-blocks", "waits-for"]);

/** What is not in the file holds nothing up in beads either. */
function relationsOf(issues: readonly Placed[], leftOut: string[]): Relations {
  const there = new Set(issues.map(({ id }) => id));
  const parents = new Map<string, string>();
  const needs = new Map<string, readonly string[]>();
  for (const { id, dependencies } of issues) {
    for (const { depends_on_id: other, type } of dependencies ?? []) {
      const matters = type === "parent-child" || WAITS.has(type);
      if (matters && !there.has(other)) leftOut.push(`${id}: ${type} ${other}, which is not among the issues`);
      else if (type === "parent-child") parents.set(id, other);
      else if (matters) needs.set(id, [...(needs.get(id) ?? []), other]);
    }
  }
  const waitedFor = new Set([...needs.values()].flat());
  const goals = issues.filter(
    ({ id, issue_type: type }) => type === "epic" && !parents.has(id) && !needs.has(id) && !waitedFor.has(id),
  );
  return { goals: new Set(goals.map(({ id }) => id)), parents, needs };
}

const oursIn = ({ metadata }: Issue): Ours => metadata?.drover ?? {};

/** Keeps I4. */
function common(issue: Placed, now: At) {
  const ours = oursIn(issue);
  const told = contentOf(issue);
  const [title, rest] = titleAndRest(ours.content ?? told);
  const unchanged = title === issue.title && rest === (issue.description ?? "");
  const { priority = oursOfPriority(issue.priority) } = ours;
  return {
    content: unchanged ? (ours.content ?? told) : told,
    priority: priorityOfOurs(priority) === issue.priority ? priority : oursOfPriority(issue.priority),
    project: ours.project ?? "",
    createdAt: issue.created_at === undefined ? now : Date.parse(issue.created_at),
    line: issue.line,
    ...(issue.due_at == null ? {} : { deadline: Date.parse(issue.due_at) }),
  };
}

const goalOf = (issue: Placed, now: At): BookGoal => ({
  ...common(issue, now),
  id: goalId(issue.id),
  category: oursIn(issue).category ?? "general",
  status: goalStatusOf(issue),
});

function goalStatusOf(issue: Issue): GoalStatus {
  const said = GOAL_STATUSES.find((status) => status === oursIn(issue).status);
  if (said !== undefined && GOALS[said] === issue.status) return said;
  if (issue.status === "closed") return "done";
  return issue.status === "open" || issue.status === "in_progress" ? "active" : "paused";
}

function taskOf(issue: Placed, relations: Relations, now: At): BookTask {
  const ours = oursIn(issue);
  const status = taskStatusOf(issue, relations);
  const note = noteOf(issue, status);
  return {
    ...common(issue, now),
    id: taskId(issue.id),
    category: categoryOf(issue),
    status,
    ...links(issue.id, relations),
    ...(ours.session === undefined ? {} : { session: sessionName(ours.session) }),
    ...(ours.check === undefined ? {} : { check: ours.check }),
    ...sizeOf(issue),
    ...(issue.acceptance_criteria ? { acceptance: issue.acceptance_criteria } : {}),
    ...(issue.labels == null || issue.labels.length === 0 ? {} : { labels: issue.labels }),
    ...(note === undefined ? {} : { note }),
    ...ended(issue),
  };
}

function links(id: string, { goals, parents, needs }: Relations) {
  const dependsOn = inherited(id, parents, needs);
  const above = parents.get(id);
  const root = rootOf(id, parents);
  return {
    ...(goals.has(root) && root !== id ? { goal: goalId(root) } : {}),
    ...(above === undefined || goals.has(above) ? {} : { parent: taskId(above) }),
    ...(dependsOn.length === 0 ? {} : { dependsOn: dependsOn.map((need): TaskId => taskId(need)) }),
  };
}

/** All that it, or anything above it, waits for: beads holds a child up as long as its parent. */
function inherited(id: string, parents: Relations["parents"], needs: Relations["needs"]): readonly string[] {
  const all = chainOf(id, parents).flatMap((one) => needs.get(one) ?? []);
  return [...new Set(all)].toSorted();
}

const rootOf = (id: string, parents: Relations["parents"]): string => chainOf(id, parents).at(-1) ?? id;

/** Itself, its parent, its parent's parent …; a circle is walked once, and refused later. */
function chainOf(id: string, parents: Relations["parents"]): readonly string[] {
  const chain = new Set<string>();
  for (let next: string | undefined = id; next !== undefined && !chain.has(next); next = parents.get(next))
    chain.add(next);
  return [...chain];
}

/** Keeps I3. */
function taskStatusOf(issue: Issue, { needs }: Relations): TaskStatus {
  const said = TASK_STATUSES.find((status) => status === oursIn(issue).status);
  if (said !== undefined && TASKS[said] === issue.status) return said;
  switch (issue.status) {
    case "open":
      return "pending";
    case "closed":
      return "done";
    case "in_progress":
    case "hooked":
      return "unsure";
    case "blocked":
      return needs.has(issue.id) ? "pending" : "quarantined";
    default:
      return "quarantined";
  }
}

function ended(issue: Issue): { readonly finishedAt?: At } {
  const at = issue.status === "closed" ? issue.closed_at : oursIn(issue).finished_at;
  return at == null ? {} : { finishedAt: Date.parse(at) };
}

function noteOf(issue: Issue, status: TaskStatus): string | undefined {
  const note = issue.status === "closed" ? issue.close_reason : oursIn(issue).note;
  if (note !== undefined) return note;
  if (oursIn(issue).status !== undefined || (status !== "unsure" && status !== "quarantined")) return undefined;
  return `${issue.status} in beads${issue.assignee ? `, by ${issue.assignee}` : ""}`;
}

function categoryOf(issue: Issue): string {
  const { category } = oursIn(issue);
  if (issue.issue_type === "task" || issue.issue_type === "epic") return category ?? "general";
  return issue.issue_type;
}

function sizeOf({ estimated_minutes: minutes }: Issue): { readonly size?: Size } {
  if (minutes == null) return {};
  if (minutes <= (MINUTES.S + MINUTES.M) / 2) return { size: "S" };
  return { size: minutes <= (MINUTES.M + MINUTES.L) / 2 ? "M" : "L" };
}
