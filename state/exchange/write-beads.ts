// A book as issues of beads. What beads has no field for stands under `metadata.drover`, so that nothing of a task is lost;
// visions, and which vision a goal serves, have no place.
import type { At } from "../../machines/ids.ts";
import type { Book, BookGoal, BookTask, Written } from "../../orchestrator/exchange/book.ts";
import type { GoalStatus } from "../../orchestrator/goals/goal.ts";
import type { Size, TaskStatus } from "../../orchestrator/task.ts";
import { contentOf } from "./beads-text.ts";
import { priorityOfOurs } from "./beads-issue.ts";
import type { Issue, Ours } from "./beads-issue.ts";

export function writeBeads({ visions, goals, tasks }: Book): Written {
  const issues = [...goals.map(issueOfGoal), ...tasks.map(issueOfTask)];
  const text = issues.map((issue) => `${JSON.stringify(issue)}\n`).join("");
  return { text, leftOut: visions.length === 0 ? [] : [`${visions.length} vision(s): beads has no place for them`] };
}

const iso = (at: At): string => new Date(at).toISOString();

export const GOALS: Readonly<Record<GoalStatus, string>> = {
  active: "open",
  paused: "deferred",
  done: "closed",
  dropped: "closed",
};

/** `blocked` and `deferred` are never ready in beads: what only a person can set going again. */
export const TASKS: Readonly<Record<TaskStatus, string>> = {
  blocked: "open",
  pending: "open",
  claimed: "open",
  sent: "in_progress",
  working: "in_progress",
  checking: "in_progress",
  review: "in_progress",
  done: "closed",
  failed: "blocked",
  unsure: "blocked",
  quarantined: "blocked",
  cancelled: "deferred",
};

export const MINUTES: Readonly<Record<Size, number>> = { S: 20, M: 60, L: 180 };

const issueOfGoal = (goal: BookGoal): Issue => ({
  ...common(goal, goal.createdAt),
  status: GOALS[goal.status],
  issue_type: "epic",
  ...(GOALS[goal.status] === "closed" ? { closed_at: iso(goal.createdAt) } : {}),
  ...metadata({ ...ours(goal), status: goal.status, category: goal.category }),
});

const TYPES: ReadonlySet<string> = new Set(["bug", "feature", "chore"]);

const issueOfTask = (task: BookTask): Issue => ({
  ...common(task, task.finishedAt ?? task.createdAt),
  status: TASKS[task.status],
  issue_type: TYPES.has(task.category) ? task.category : "task",
  ...(task.acceptance === undefined ? {} : { acceptance_criteria: task.acceptance }),
  ...(task.size === undefined ? {} : { estimated_minutes: MINUTES[task.size] }),
  ...(task.labels === undefined ? {} : { labels: [...task.labels] }),
  ...(task.status === "done" ? closed(task) : {}),
  ...dependencies(task),
  ...metadata({
    ...ours(task),
    status: task.status,
    category: task.category,
    ...(task.check === undefined ? {} : { check: task.check }),
    ...(task.session === undefined ? {} : { session: task.session }),
    ...(task.status === "done" ? {} : howItStopped(task)),
  }),
});

const closed = ({ finishedAt, createdAt, note }: BookTask) => ({
  closed_at: iso(finishedAt ?? createdAt),
  ...(note === undefined ? {} : { close_reason: note }),
});

const howItStopped = ({ finishedAt, note }: BookTask): Ours => ({
  ...(note === undefined ? {} : { note }),
  ...(finishedAt === undefined ? {} : { finished_at: iso(finishedAt) }),
});

function common(one: BookGoal | BookTask, changed: At) {
  const [title, rest] = titleAndRest(one.content);
  return {
    id: one.id,
    title,
    ...(rest === "" ? {} : { description: rest }),
    priority: priorityOfOurs(one.priority),
    created_at: iso(one.createdAt),
    updated_at: iso(changed),
    ...(one.deadline === undefined ? {} : { due_at: iso(one.deadline) }),
  };
}

/** Beads takes no title longer than this. */
const LONGEST = 500;

export function titleAndRest(content: string): readonly [string, string] {
  const [first = "", ...rest] = content.trim().split("\n");
  return [first.length > LONGEST ? `${first.slice(0, LONGEST - 1)}…` : first, rest.join("\n")];
}

/** The text only where title and description do not come to it again. */
function ours({ content, priority, project }: BookGoal | BookTask): Ours {
  const [title, description] = titleAndRest(content);
  const told = contentOf({ title, ...(description === "" ? {} : { description }) });
  return {
    ...(told === content ? {} : { content }),
    priority,
    ...(project === "" ? {} : { project }),
  };
}

const metadata = (drover: Ours) => ({ metadata: { drover } });

/** The whole that it is a part of, else its goal, is what beads calls its parent. */
function dependencies({ id, goal, parent, createdAt, dependsOn = [] }: BookTask): Pick<Issue, "dependencies"> {
  const above = parent ?? goal;
  const on = (other: string, type: string) => ({
    issue_id: id,
    depends_on_id: other,
    type,
    created_at: iso(createdAt),
  });
  const list = [
    ...dependsOn.map((need) => on(need, "blocks")),
    ...(above === undefined ? [] : [on(above, "parent-child")]),
  ];
  return list.length === 0 ? {} : { dependencies: list };
}
