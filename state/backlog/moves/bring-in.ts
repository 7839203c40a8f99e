import type { At } from "../../../machines/ids.ts";
import type { Book, BookGoal, BookTask, BookVision, BroughtIn, Mistake } from "../../../orchestrator/exchange/book.ts";
import type { Known } from "../../../orchestrator/exchange/judge.ts";
import type { TaskStatus } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { countsByItself } from "../../migrations/backlog/foreign-table.ts";
import type { ClaimRules, GoalRules } from "../options.ts";
import { edgesFrom } from "../queries/edges-from.ts";
import { findGoal } from "../queries/find-goal.ts";
import { findTask } from "../queries/find-task.ts";
import { insertBrought } from "../queries/insert-brought.ts";
import { insertGoal } from "../queries/insert-goal.ts";
import { insertVision } from "../queries/insert-vision.ts";
import { listVisions } from "../queries/list-visions.ts";
import { markGenerated } from "../queries/mark-generated.ts";
import { moveTask } from "../queries/move-task.ts";
import { addEvent } from "../queries/task-events.ts";

type Rules = GoalRules & Pick<ClaimRules, "checkText">;

/** All of a book, or nothing of it; what is there already stays as it is. */
export function bringIn(db: Db, rules: Rules): (book: Book, at: At) => BroughtIn {
  const known = knownIn(db);
  const visions = bringVisions(db);
  const goals = bringGoals(db);
  const tasks = bringTasks(db, rules);
  return inTransaction(db, (book: Book, at: At): BroughtIn => {
    const there = known();
    const mistakes = [...foreignIds(db, book), ...rules.mistakesIn(book, there, rules.checkText)];
    if (mistakes.length > 0) return { kind: "refused", mistakes };
    const fresh = {
      visions: book.visions.filter(({ id }) => !there.hasVision(id)),
      goals: book.goals.filter(({ id }) => !there.hasGoal(id)),
      tasks: book.tasks.filter(({ id }) => there.status(id) === undefined),
    };
    visions(fresh.visions);
    goals(fresh.goals);
    tasks(fresh.tasks, at);
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    const added = { visions: ids(fresh.visions), goals: ids(fresh.goals), tasks: ids(fresh.tasks) };
    const count = ({ visions, goals, tasks }: Readonly<Record<keyof Book, readonly unknown[]>>) =>
      visions.length + goals.length + tasks.length;
    return { kind: "brought", ...added, known: count(book) - count(fresh) };
  });
}

function knownIn(db: Db): () => Known {
  const task = findTask(db);
  const goal = findGoal(db);
  const visions = listVisions(db);
  const edges = edgesFrom(db);
  return () => {
    const named = new Set(visions().map(({ id }) => id));
    return {
      status: (id) => task(id)?.task.status,
      hasGoal: (id) => goal(id) !== undefined,
      hasVision: (id) => named.has(id),
      edges,
    };
  };
}

const foreignIds = (db: Db, { tasks }: Book): readonly Mistake[] =>
  tasks.length > 0 && countsByItself(db)
    ? [{ why: "goals.db belongs to a program that numbers its tasks, so none can be brought in under its own id" }]
    : [];

function bringVisions(db: Db): (visions: readonly BookVision[]) => void {
  const insert = insertVision(db);
  return (visions) => {
    for (const { id, content, createdAt } of visions) insert({ id, content }, createdAt);
  };
}

function bringGoals(db: Db): (goals: readonly BookGoal[]) => void {
  const insert = insertGoal(db);
  const mark = markGenerated(db);
  return (goals) => {
    for (const { createdAt, generatedFrom, generatedAt, ...goal } of goals) {
      insert(goal, createdAt);
      if (generatedFrom !== undefined) mark(goal.id, generatedFrom, generatedAt ?? createdAt);
    }
  };
}

/**
 * First all of them as rows, those that have ended under a word that sets nothing free; then they end, the done ones
 * last: so no whole is closed by the first of its parts, before the others are there.
 */
function bringTasks(db: Db, { arriving }: GoalRules): (tasks: readonly BookTask[], at: At) => void {
  const insert = insertBrought(db);
  const move = moveTask(db);
  const record = addEvent(db);
  return (tasks, at) => {
    const ended: { readonly row: number; readonly task: BookTask; readonly status: Ended }[] = [];
    for (const task of tasks) {
      const status = arriving(task.status);
      const row = insert(task, isEnded(status) ? "cancelled" : "pending");
      if (isEnded(status)) ended.push({ row, task, status });
    }
    for (const { row, task, status } of ended.toSorted((a, b) => order(a.status) - order(b.status))) {
      const end = task.finishedAt ?? at;
      const note = task.status === status ? task.note : `${task.status} where it came from; nobody here can tell more`;
      record({ task: task.id, kind: status, at: end, data: note === undefined ? {} : { note } });
      move(row, { status, note: note ?? null, finishedAt: task.finishedAt ?? (status === "done" ? at : null) });
    }
  };
}

type Ended = Extract<TaskStatus, "done" | "failed" | "unsure" | "quarantined" | "cancelled">;
const isEnded = (status: TaskStatus): status is Ended =>
  status === "done" || status === "failed" || status === "unsure" || status === "quarantined" || status === "cancelled";
const order = (status: Ended): number => (status === "done" ? 1 : 0);
