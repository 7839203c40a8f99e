// A book out of a Markdown checklist: what `drover export` wrote, or a person.
// R1. A heading of the first level is a goal; the text below it, up to its first item, is the goal's. Deeper headings are
//     labels of the tasks below them.
// R2. Each item with a box is a task; what is indented below it is its text, items in there are its parts. `[x]` is done,
//     `[-]` is cancelled.
// R3. Items of a numbered list follow one another, unless `after:` says otherwise. A part waits for what its whole waits for.
// R4. What a task does not say of itself, its goal says.
import { goalId, taskId } from "../../machines/ids.ts";
import type { TaskId } from "../../machines/ids.ts";
import type { Attributes } from "../plan/attributes.ts";
import type { Heading, Item, Section } from "../plan/outline.ts";
import { outlineOf } from "../plan/outline.ts";
import { inherited } from "../plan/sound.ts";
import type { TaskStatus } from "../task.ts";
import type { BookGoal, BookTask, Mistake, ReadBook, Reading } from "./book.ts";

export function readMarkdown(text: string, reading: Reading): ReadBook {
  const outline = outlineOf(text, reading.now, "boxes");
  if (outline.kind === "mistake") return { kind: "refused", mistakes: [{ line: outline.line, why: outline.why }] };
  const goals: BookGoal[] = [];
  const steps: Step[] = [];
  for (const section of outline.sections) {
    const { heading } = section;
    if (heading?.level === 1) goals.push(goalOf(heading, section, reading));
    walk(section.items, { goal: goals.at(-1), topic: topicOf(heading), steps, reading });
  }
  const mistakes = outline.sections.flatMap(({ heading }) => strayAttributes(heading));
  if (mistakes.length > 0) return { kind: "refused", mistakes };
  const keyOf = new Map(steps.map(({ item, key }) => [item, key]));
  const named = { all: steps, keys: new Set(keyOf.values()), keyOf };
  const tasks = inherited(steps.map((step) => ({ ...step, dependsOn: needsOf(step, named) })));
  return { kind: "read", book: { visions: [], goals, tasks: tasks.map(taskOf(reading)) }, leftOut: [] };
}

const ABOUT_TASKS = ["after", "size", "check", "acceptance", "labels", "status"] as const;

function strayAttributes(heading: Heading | undefined): readonly Mistake[] {
  const stray = ABOUT_TASKS.find((name) => heading?.attributes[name] !== undefined);
  if (heading === undefined || stray === undefined) return [];
  return [
    { line: heading.line, why: `a heading has no ${stray === "acceptance" ? "accept" : stray}: that is a task's` },
  ];
}

const topicOf = (heading: Heading | undefined): string | undefined =>
  heading !== undefined && heading.level > 1 ? heading.text : undefined;

const joined = (title: string, body: readonly string[]): string => [title, ...body].join("\n").trimEnd();

function goalOf({ text, attributes, line }: Heading, { body }: Section, { now, idFor }: Reading): BookGoal {
  const { id = idFor("goal", text), project = "", category = "general", priority = 50, deadline } = attributes;
  return {
    id: goalId(id),
    content: joined(text, body),
    project,
    category,
    priority,
    status: "active",
    createdAt: now,
    line,
    ...(deadline === undefined ? {} : { deadline }),
  };
}

/** An item with its place among the others. */
interface Step {
  readonly key: string;
  readonly item: Item;
  /** Those beside it, itself included. */
  readonly list: readonly Item[];
  readonly partOf?: string;
  readonly goal?: BookGoal;
  readonly topic?: string;
}

interface Walk {
  readonly goal: BookGoal | undefined;
  readonly topic: string | undefined;
  readonly steps: Step[];
  readonly reading: Reading;
}

function walk(items: readonly Item[], by: Walk, whole?: Step): void {
  for (const item of items) {
    const said = [by.goal?.id ?? "", whole?.key ?? "", joined(item.text, item.body)].join("\n");
    const step: Step = {
      key: item.attributes.id ?? by.reading.idFor("task", said),
      item,
      list: items,
      ...(whole === undefined ? {} : { partOf: whole.key }),
      ...(by.goal === undefined ? {} : { goal: by.goal }),
      ...(by.topic === undefined ? {} : { topic: by.topic }),
    };
    by.steps.push(step);
    walk(item.items, by, step);
  }
}

/** Keeps R3. */
function needsOf({ item, list }: Step, steps: Steps): readonly string[] {
  const { after } = item.attributes;
  if (after !== undefined) return after.map((named) => (steps.keys.has(named) ? named : numbered(named, list, steps)));
  const previous = item.number === undefined ? undefined : list[list.indexOf(item) - 1];
  const key = previous && steps.keyOf.get(previous);
  return key === undefined ? [] : [key];
}

interface Steps {
  readonly all: readonly Step[];
  readonly keys: ReadonlySet<string>;
  readonly keyOf: ReadonlyMap<Item, string>;
}

/** The number in its own list; else the place in the document; else it is an id of a task that is kept. */
function numbered(named: string, list: readonly Item[], { all, keyOf }: Steps): string {
  const beside = list.find(({ number }) => String(number) === named);
  const place = /^\d+$/.test(named) ? all[Number(named) - 1] : undefined;
  return (beside === undefined ? place?.key : keyOf.get(beside)) ?? named;
}

const taskOf =
  ({ now }: Reading) =>
  ({ key, item, goal, topic, partOf, dependsOn }: Step & { readonly dependsOn: readonly string[] }): BookTask => {
    const { priority, project, category, labels = [], ...own } = item.attributes;
    const all = [...labels, ...(topic === undefined ? [] : [topic])];
    return {
      id: taskId(key),
      content: joined(item.text, item.body),
      project: project ?? goal?.project ?? "",
      category: category ?? goal?.category ?? "general",
      priority: priority ?? goal?.priority ?? 50,
      status: statusOf(item),
      createdAt: now,
      line: item.line,
      ...plain(own),
      ...(all.length === 0 ? {} : { labels: all }),
      ...(goal === undefined ? {} : { goal: goal.id }),
      ...(partOf === undefined ? {} : { parent: taskId(partOf) }),
      ...(dependsOn.length === 0 ? {} : { dependsOn: dependsOn.map((need): TaskId => taskId(need)) }),
    };
  };

const plain = ({ size, deadline, check, acceptance }: Attributes) => ({
  ...(size === undefined ? {} : { size }),
  ...(deadline === undefined ? {} : { deadline }),
  ...(check === undefined ? {} : { check }),
  ...(acceptance === undefined ? {} : { acceptance }),
});

const statusOf = ({ box, attributes }: Item): TaskStatus =>
  box === "ticked" ? "done" : box === "dropped" ? "cancelled" : (attributes.status ?? "pending");
