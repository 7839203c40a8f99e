// Markdown as far as plans are written in it: headings, list items with or without a box, and the text of each.
// O1. Where there is a box, only items with boxes are steps; else the outermost numbered items; else the headings.
//     All other lines are text of the step or the section they stand in.
// O2. Code blocks are text, whatever they look like. So is what stands behind a backslash: `\- [ ] not a step`.
import type { At } from "../../machines/ids.ts";
import type { Attributes } from "./attributes.ts";
import { readItem } from "./attributes.ts";

export interface Item {
  readonly text: string;
  readonly attributes: Attributes;
  /** From 1, in the whole text. */
  readonly line: number;
  /** Lines below it that belong to it, without their indent. */
  readonly body: readonly string[];
  /** As written, in a numbered list. */
  readonly number?: number;
  readonly box?: "open" | "ticked" | "dropped";
  readonly items: readonly Item[];
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly attributes: Attributes;
  /** From 1, in the whole text. */
  readonly line: number;
}

export interface Section {
  /** Absent: what stands before the first heading. */
  readonly heading?: Heading;
  readonly body: readonly string[];
  /** The outermost ones; others are inside them. */
  readonly items: readonly Item[];
}

export type StepsBy = "boxes" | "numbers" | "headings";
export type Outline =
  | { readonly kind: "outline"; readonly by: StepsBy; readonly sections: readonly Section[] }
  | { readonly kind: "mistake"; readonly line: number; readonly why: string };

// Marks behind a heading are no part of it where a blank stands before them: `C#` ends with its own.
const HEADING = /^(#{1,6})\s+(\S.*?)(?:\s+#+)?\s*$/s;
const BOX = /^(\s*)(?:[-*+]|(\d{1,6})[.)])\s+\[([ xX-])\]\s+(\S.*)$/s;
const NUMBER = /^( {0,3})(\d{1,6})[.)]\s+()(\S.*)$/s;
const NEVER = /^(?!)/;
export const FENCE = /^\s*(```|~~~)/;
const ESCAPE = /^(\s*)\\(?=[-*+#\d`~\\])/;

/** `wanted`: what is a step, whatever O1 would say. */
export function outlineOf(markdown: string, now: At, wanted?: StepsBy): Outline {
  const lines = markedUp(markdown.replaceAll("\r\n", "\n").split("\n"));
  const by = wanted ?? stepsBy(lines);
  const reading = new Reading({ boxes: BOX, numbers: NUMBER, headings: NEVER }[by], now);
  for (const [at, { line, code }] of lines.entries()) {
    const why = code ? reading.text(line) : reading.line(line, at + 1);
    if (why !== undefined) return { kind: "mistake", line: at + 1, why };
  }
  return { kind: "outline", by, sections: reading.sections };
}

interface Line {
  readonly line: string;
  /** In a code block, or its fence. */
  readonly code: boolean;
}

function markedUp(lines: readonly string[]): readonly Line[] {
  let open: string | undefined;
  return lines.map((line) => {
    const fence = FENCE.exec(line)?.[1];
    const code = open !== undefined || fence !== undefined;
    if (fence !== undefined && (open === undefined || open === fence)) open = open === undefined ? fence : undefined;
    return { line, code };
  });
}

/** Keeps O1. */
function stepsBy(lines: readonly Line[]): StepsBy {
  const has = (pattern: RegExp) => lines.some(({ line, code }) => !code && pattern.test(line));
  return has(BOX) ? "boxes" : has(NUMBER) ? "numbers" : "headings";
}

interface OpenItem extends Item {
  readonly body: string[];
  readonly items: OpenItem[];
}
interface OpenSection extends Section {
  readonly body: string[];
  readonly items: OpenItem[];
}

interface Open {
  readonly indent: number;
  readonly inner: number;
  readonly aligned: number;
  readonly item: OpenItem;
  /** How far its text stands in: as its first line does. */
  width?: number;
}

/** `indent`: undefined for a blank line, which decides nothing. */
function widthIn(open: Open, indent: number | undefined): number {
  if (indent !== undefined) open.width ??= indent >= open.aligned ? open.aligned : open.inner;
  return open.width ?? open.aligned;
}

class Reading {
  readonly sections: OpenSection[] = [{ body: [], items: [] }];
  readonly step: RegExp;
  readonly now: At;
  /** The items that a line could belong to, outermost first. */
  #open: Open[] = [];
  #afterBlank = true;

  constructor(step: RegExp, now: At) {
    this.step = step;
    this.now = now;
  }

  /** Answers what is wrong with the line, if anything is. */
  line(line: string, at: number): string | undefined {
    const heading = HEADING.exec(line);
    if (heading) return this.#heading(heading[1] ?? "", heading[2] ?? "", at);
    const item = this.step.exec(line);
    if (item) return this.#item(item, at);
    return this.text(line.replace(ESCAPE, "$1"));
  }

  text(line: string): undefined {
    const blank = line.trim() === "";
    const indent = widthOf(/^\s*/.exec(line)?.[0] ?? "");
    if (!blank && this.#afterBlank) while ((this.#open.at(-1)?.indent ?? -1) >= indent) this.#open.pop();
    const holder = this.#open.at(-1);
    if (holder) holder.item.body.push(dedented(line, widthIn(holder, blank ? undefined : indent)));
    else this.sections.at(-1)?.body.push(line);
    this.#afterBlank = blank;
  }

  #heading(marks: string, said: string, line: number): string | undefined {
    const read = readItem(said, this.now);
    if (read.kind === "mistake") return read.why;
    const { text, attributes } = read;
    this.#open = [];
    this.sections.push({ heading: { level: marks.length, text, attributes, line }, body: [], items: [] });
    return undefined;
  }

  #item([, lead = "", number, box = "", said = ""]: RegExpExecArray, line: number): string | undefined {
    const read = readItem(said, this.now);
    if (read.kind === "mistake") return read.why;
    const indent = widthOf(lead);
    while ((this.#open.at(-1)?.indent ?? -1) >= indent) this.#open.pop();
    const item: OpenItem = {
      text: read.text,
      attributes: read.attributes,
      line,
      body: [],
      items: [],
      ...(number === undefined ? {} : { number: Number(number) }),
      ...(box === "" ? {} : { box: BOXES[box.toLowerCase()] ?? "open" }),
    };
    (this.#open.at(-1)?.item ?? this.sections.at(-1))?.items.push(item);
    // What belongs to `- ` stands two in, to `1. ` three; some align it with the text behind the box.
    const inner = indent + (number === undefined ? 2 : number.length + 2);
    this.#open.push({ indent, inner, aligned: inner + (box === "" ? 0 : "[ ] ".length), item });
    this.#afterBlank = false;
    return undefined;
  }
}

const BOXES: Readonly<Record<string, "open" | "ticked" | "dropped">> = { " ": "open", x: "ticked", "-": "dropped" };

const widthOf = (blanks: string): number => blanks.replaceAll("\t", "    ").length;

/** Without its first `width` blanks, as far as it has them. A tab is four; what is left of one is blanks. */
const dedented = (line: string, width: number): string => {
  let at = 0;
  let left = width;
  for (; left > 0 && (line[at] === " " || line[at] === "\t"); at += 1) left -= line[at] === "\t" ? 4 : 1;
  return " ".repeat(Math.max(0, -left)) + line.slice(at);
};

/** The lines as one text, without blank ones at either end. */
export const textOf = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .replace(/^(\s*\n)+/, "")
    .trimEnd();
