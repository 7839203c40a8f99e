// A book as Markdown: each goal a heading of the first level, each task an item with a box, its parts below it.
// M1. It is the Markdown that plans are read from too: `- [ ] text (id: task-1; after: task-2; size: M)`.
// M2. A line of a text that would be read as a step, a heading or a fence stands behind a backslash.
// M3. What cannot be read back is left out, and said. Visions, times and notes have no place here at all.
import type { GoalId, TaskId } from "../../machines/ids.ts";
import { readItem, STUCK } from "../plan/attributes.ts";
import type { Attributes } from "../plan/attributes.ts";
import { FENCE } from "../plan/outline.ts";
import type { Book, BookGoal, BookTask, Written } from "./book.ts";

export function writeMarkdown(book: Book): Written {
  const writing = new Writing(book);
  writing.goalless();
  for (const goal of book.goals) writing.goal(goal);
  const { length } = book.visions;
  if (length > 0) writing.leftOut.push(`${length} vision(s): Markdown has no place for them`);
  return { text: `${writing.lines.join("\n").trim()}\n`, leftOut: writing.leftOut };
}

class Writing {
  readonly lines: string[] = [];
  readonly leftOut: string[] = [];
  readonly #goals: ReadonlyMap<GoalId, BookGoal>;
  readonly #byId: ReadonlyMap<TaskId, BookTask>;
  /** Those that are no part of a task of the book, by their goal if that is in the book. */
  readonly #outer: ReadonlyMap<GoalId | undefined, readonly BookTask[]>;
  readonly #parts: ReadonlyMap<TaskId | undefined, readonly BookTask[]>;

  constructor({ tasks, goals }: Book) {
    this.#goals = new Map(goals.map((goal) => [goal.id, goal]));
    this.#byId = new Map(tasks.map((task) => [task.id, task]));
    const outer = tasks.filter((task) => this.#wholeOf(task) === undefined);
    this.#outer = Map.groupBy(outer, ({ goal }) => (goal !== undefined && this.#goals.has(goal) ? goal : undefined));
    this.#parts = Map.groupBy(tasks, ({ parent }) => parent);
  }

  goalless(): void {
    for (const task of this.#outer.get(undefined) ?? []) this.#task(task, 0);
  }

  goal(goal: BookGoal): void {
    const [title, body] = titleAndBody(goal.content);
    if (goal.status !== "active") this.leftOut.push(`${goal.id}: Markdown cannot say that it is ${goal.status}`);
    this.lines.push("", `# ${this.#line(goal.id, title, attributesOfGoal(goal))}`, ...shielded(body), "");
    for (const task of this.#outer.get(goal.id) ?? []) this.#task(task, 0);
  }

  #wholeOf({ parent }: BookTask): BookTask | undefined {
    return parent === undefined ? undefined : this.#byId.get(parent);
  }

  #task(task: BookTask, depth: number): void {
    const indent = "  ".repeat(depth);
    const [title, body] = titleAndBody(task.content);
    const line = this.#line(task.id, title, this.#attributesOf(task));
    this.lines.push(`${indent}- [${boxOf(task)}] ${line}`);
    for (const one of shielded(body)) this.lines.push(one === "" ? "" : `${indent}${BELOW}${one}`);
    for (const part of this.#parts.get(task.id) ?? []) this.#task(part, depth + 1);
  }

  /** What its goal, or the whole that it is a part of, says of it already is not said again. */
  #attributesOf(task: BookTask): readonly string[] {
    const whole = this.#wholeOf(task);
    const goal = task.goal === undefined ? undefined : this.#goals.get(task.goal);
    const own = (task.dependsOn ?? []).filter((need) => !whole?.dependsOn?.includes(need));
    const status = STUCK.find((stuck) => stuck === task.status);
    return [
      `id: ${task.id}`,
      ...(own.length === 0 ? [] : [`after: ${own.join(", ")}`]),
      ...(task.size === undefined ? [] : [`size: ${task.size}`]),
      ...(task.deadline === undefined ? [] : [`due: ${isoOf(task.deadline)}`]),
      ...(task.priority === (goal?.priority ?? 50) ? [] : [`priority: ${task.priority}`]),
      ...(task.project === (goal?.project ?? "") ? [] : [`project: ${task.project}`]),
      ...(task.category === (goal?.category ?? "general") ? [] : [`category: ${task.category}`]),
      ...(task.labels === undefined ? [] : [`labels: ${task.labels.join(", ")}`]),
      ...(task.check === undefined ? [] : [`check: ${task.check}`]),
      ...(task.acceptance === undefined ? [] : [`accept: ${task.acceptance}`]),
      ...(status === undefined ? [] : [`status: ${status}`]),
    ];
  }

  /** Keeps M3: each attribute is read back before the next is written. */
  #line(id: string, title: string, attributes: readonly string[]): string {
    let kept: readonly string[] = [];
    for (const one of attributes) {
      if (readsBack(title, [...kept, one])) kept = [...kept, one];
      else this.leftOut.push(`${id}: Markdown cannot say its ${one.split(":")[0] ?? ""}`);
    }
    return kept.length === 0 ? title : `${title} (${kept.join("; ")})`;
  }
}

/** As far in as the text behind the box: so formatters of Markdown leave it. */
const BELOW = " ".repeat("- [ ] ".length);

const attributesOfGoal = (goal: BookGoal): readonly string[] => [
  `id: ${goal.id}`,
  ...(goal.deadline === undefined ? [] : [`due: ${isoOf(goal.deadline)}`]),
  ...(goal.priority === 50 ? [] : [`priority: ${goal.priority}`]),
  ...(goal.project === "" ? [] : [`project: ${goal.project}`]),
  ...(goal.category === "general" ? [] : [`category: ${goal.category}`]),
];

const isoOf = (at: number): string => new Date(at).toISOString();

const boxOf = ({ status }: BookTask): string => (status === "done" ? "x" : status === "cancelled" ? "-" : " ");

/** The first line that says something, and the lines behind it. */
function titleAndBody(content: string): readonly [string, readonly string[]] {
  const [title = "", ...body] = content.trim().split("\n");
  return [title.trim(), body];
}

function readsBack(title: string, attributes: readonly string[]): boolean {
  const line = `${title} (${attributes.join("; ")})`;
  if (line.includes("\n")) return false;
  const read = readItem(line, 0);
  return read.kind === "item" && read.text === title && says(read.attributes, attributes);
}

/** As many attributes as were written, each as it was. */
function says({ deadline, acceptance, ...read }: Attributes, written: readonly string[]): boolean {
  const again = [
    ...Object.entries(read).map(
      ([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`,
    ),
    ...(deadline === undefined ? [] : [`due: ${isoOf(deadline)}`]),
    ...(acceptance === undefined ? [] : [`accept: ${acceptance}`]),
  ];
  return again.length === written.length && written.every((one) => again.includes(one));
}

/** Keeps M2. A code block that is closed is left as it is. */
function shielded(lines: readonly string[]): readonly string[] {
  const shown: string[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    const end = blockEnd(lines, at) ?? at + 1;
    if (end > at + 1) shown.push(...lines.slice(at, end));
    else shown.push(RISKY.test(line) ? line.replace(/^\s*/, (blanks) => `${blanks}\\`) : line);
    at = end;
  }
  return shown;
}

/** Behind the code block that begins here; undefined if none does, or it is never closed. */
function blockEnd(lines: readonly string[], from: number): number | undefined {
  const fence = FENCE.exec(lines[from] ?? "")?.[1];
  const close = lines.findIndex((line, at) => at > from && FENCE.exec(line)?.[1] === fence);
  return fence === undefined || close === -1 ? undefined : close + 1;
}

/** Would be read as something else: a heading, a box, a fence, a backslash that shields. */
const RISKY = /^\s*(?:#{1,6}\s|(?:[-*+]|\d{1,6}[.)])\s+\[[ xX-]\]|```|~~~|\\[-*+#\d`~\\])/;
