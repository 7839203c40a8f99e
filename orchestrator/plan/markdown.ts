// The planner that needs nobody: the steps that a goal's own Markdown names.
// P1. Steps of a numbered list follow one another; so do sections whose headings are numbered. `after:` says otherwise.
// P2. Steps below a step are its parts. P3. What is ticked is done already and becomes no task.
import type { At } from "../../machines/ids.ts";
import type { Item, Section } from "./outline.ts";
import { outlineOf, textOf } from "./outline.ts";
import type { LeftOut, PlannedTask } from "./plan.ts";

export type MarkdownPlan =
  | { readonly kind: "tasks"; readonly tasks: readonly PlannedTask[]; readonly leftOut: readonly LeftOut[] }
  /** The text names no steps. */
  | { readonly kind: "no steps" }
  | { readonly kind: "mistake"; readonly why: string };

export function planOfMarkdown(markdown: string, now: At): MarkdownPlan {
  const outline = outlineOf(markdown, now);
  if (outline.kind === "mistake") return { kind: "mistake", why: outline.why };
  const steps = outline.by === "headings" ? stepsOfHeadings(outline.sections) : stepsOfItems(outline.sections);
  if (steps.length === 0) return { kind: "no steps" };
  return { kind: "tasks", ...plannedOf(steps) };
}

/** An item with its place among the others. */
interface Step {
  readonly item: Item;
  /** Its own id, or its place in the document, from 1. */
  readonly key: string;
  readonly whole?: Step;
  /** Those beside it in its list, itself included. */
  readonly list: Step[];
  readonly section: Section;
}

function stepsOfItems(sections: readonly Section[]): readonly Step[] {
  const steps: Step[] = [];
  const walk = (items: readonly Item[], section: Section, whole?: Step): void => {
    const list: Step[] = [];
    for (const item of items) {
      const key = item.attributes.id ?? String(steps.length + 1);
      const step: Step = { item, key, list, section, ...(whole === undefined ? {} : { whole }) };
      list.push(step);
      steps.push(step);
      walk(item.items, section, step);
    }
  };
  for (const section of sections) walk(section.items, section);
  return steps;
}

/** Sections without sections of their own; a single one is the text itself. */
function stepsOfHeadings(sections: readonly Section[]): readonly Step[] {
  const leaves = sections.filter(({ heading }, at) => {
    const next = sections[at + 1]?.heading;
    return heading !== undefined && (next === undefined || next.level <= heading.level);
  });
  if (leaves.length < 2) return [];
  return leaves.map(({ heading, body }, at) => {
    const { text = "", attributes = {}, line = 1 } = heading ?? {};
    const item: Item = { text, attributes, line, body, items: [] };
    return {
      item,
      key: attributes.id ?? String(at + 1),
      list: [],
      section: { ...leaves[at], body: [], items: [item] },
    };
  });
}

function plannedOf(steps: readonly Step[]): { tasks: readonly PlannedTask[]; leftOut: readonly LeftOut[] } {
  const open = steps.filter(isOpen);
  const leftOut = steps
    .filter((step) => !isOpen(step))
    .map(({ item }) => ({ content: item.text, why: item.box === "dropped" ? "it is dropped" : "it is ticked" }));
  return { tasks: open.map((step) => plannedTask(step, steps)), leftOut };
}

/** Keeps P3: also of what is inside something ticked. */
const isOpen = ({ item, whole }: Step): boolean =>
  item.box !== "ticked" && item.box !== "dropped" && (whole === undefined || isOpen(whole));

function plannedTask(step: Step, steps: readonly Step[]): PlannedTask {
  const { item, key, whole, section } = step;
  const {
    id: _id,
    after: _after,
    labels: own = [],
    project: _project,
    status: _status,
    ...attributes
  } = item.attributes;
  const topic = section.heading !== undefined && section.heading.level > 1 && section.heading.text !== item.text;
  const labels = [...own, ...(topic ? [section.heading?.text ?? ""] : [])];
  const body = textOf(item.body);
  return {
    key,
    content: body === "" ? item.text : `${item.text}\n${body}`,
    dependsOn: needsOf(step, steps),
    ...attributes,
    ...(labels.length === 0 ? {} : { labels }),
    ...(whole === undefined ? {} : { partOf: whole.key }),
  };
}

function needsOf(step: Step, steps: readonly Step[]): readonly string[] {
  const { after } = step.item.attributes;
  if (after === undefined)
    return before(step, steps)
      .filter(isOpen)
      .map(({ key }) => key);
  return after.flatMap((named) => {
    const meant = find(named, step, steps);
    return meant === undefined ? [named] : isOpen(meant) ? [meant.key] : [];
  });
}

/** An id; the number in one's own list; the place in the document. */
const find = (named: string, step: Step, steps: readonly Step[]): Step | undefined =>
  steps.find(({ item }) => item.attributes.id === named) ??
  step.list.find(({ item }) => item.number !== undefined && String(item.number) === named) ??
  (/^\d+$/.test(named) ? steps[Number(named) - 1] : undefined);

/** Keeps P1. */
function before(step: Step, steps: readonly Step[]): readonly Step[] {
  const previous = step.list[step.list.indexOf(step) - 1];
  if (step.item.number !== undefined && previous !== undefined) return [previous];
  if (step.whole !== undefined) return [];
  const section = sectionBefore(step.section, steps);
  return section === undefined ? [] : steps.filter((other) => other.section === section && other.whole === undefined);
}

const NUMBERED = /^(?:(?:step|phase|stage|part|milestone)\s+)?(\d{1,3})\b/i;
const numberOf = ({ heading }: Section): number | undefined => {
  const number = NUMBERED.exec(heading?.text ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
};

/** The numbered section that goes before this one, where this one is numbered. */
function sectionBefore(section: Section, steps: readonly Step[]): Section | undefined {
  const number = numberOf(section);
  if (number === undefined) return undefined;
  const earlier = [...new Set(steps.map((step) => step.section))].filter(
    (other) => other.heading?.level === section.heading?.level && (numberOf(other) ?? number) < number,
  );
  return earlier.at(-1);
}
