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
  /** Lines below it that belong to it, without their indent. */
  readonly body: readonly string[];
  /** As written, in a numbered list. */
  readonly number?: number;
  readonly box?: "open" | "ticked" | "dropped";
  readonly items: readonly Item[];
}

export interface Section {
  /** Absent: what stands before the first heading. */
  readonly heading?: { readonly level: number; readonly text: string; readonly attributes: Attributes };
  readonly body: readonly string[];
  /** The outermost ones; others are inside them. */
  readonly items: readonly Item[];
}

export type Outline =
  | { readonly kind: "outline"; readonly by: "boxes" | "numbers" | "headings"; readonly sections: readonly Section[] }
  | { readonly kind: "mistake"; readonly why: string };

const HEADING = /^(#{1,6})\s+(\S.*?)\s*#*\s*$/;
const BOX = /^(\s*)(?:[-*+]|(\d{1,6})[.)])\s+\[([ xX-])\]\s+(\S.*)$/;
const NUMBER = /^( {0,3})(\d{1,6})[.)]\s+()(\S.*)$/;
const NEVER = /^(?!)/;
const FENCE = /^\s*(```|~~~)/;
const ESCAPE = /^(\s*)\\(?=[-*+#\d`~\\])/;

export function outlineOf(markdown: string, now: At): Outline {
  const lines = markedUp(markdown.replaceAll("\r\n", "\n").split("\n"));
  const by = stepsBy(lines);
  const reading = new Reading({ boxes: BOX, numbers: NUMBER, headings: NEVER }[by], now);
  for (const { line, code } of lines) {
    const why = code ? reading.text(line) : reading.line(line);
    if (why !== undefined) return { kind: "mistake", why };
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
function stepsBy(lines: readonly Line[]): "boxes" | "numbers" | "headings" {
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

class Reading {
  readonly sections: OpenSection[] = [{ body: [], items: [] }];
  readonly step: RegExp;
  readonly now: At;
  /** The items that a line could belong to, outermost first. */
  #open: { readonly indent: number; readonly item: OpenItem }[] = [];
  #afterBlank = true;

  constructor(step: RegExp, now: At) {
    this.step = step;
    this.now = now;
  }

  /** Answers what is wrong with the line, if anything is. */
  line(line: string): string | undefined {
    const heading = HEADING.exec(line);
    if (heading) return this.#heading(heading[1] ?? "", heading[2] ?? "");
    const item = this.step.exec(line);
    if (item) return this.#item(item[1] ?? "", item[2], item[3] ?? "", item[4] ?? "");
    return this.text(line.replace(ESCAPE, "$1"));
  }

  text(line: string): undefined {
    const blank = line.trim() === "";
    const indent = widthOf(/^\s*/.exec(line)?.[0] ?? "");
    if (!blank && this.#afterBlank) while ((this.#open.at(-1)?.indent ?? -1) >= indent) this.#open.pop();
    const holder = this.#open.at(-1);
    if (holder) holder.item.body.push(dedented(line, holder.indent + 2));
    else this.sections.at(-1)?.body.push(line);
    this.#afterBlank = blank;
  }

  #heading(marks: string, line: string): string | undefined {
    const read = readItem(line, this.now);
    if (read.kind === "mistake") return read.why;
    const { text, attributes } = read;
    this.#open = [];
    this.sections.push({ heading: { level: marks.length, text, attributes }, body: [], items: [] });
    return undefined;
  }

  #item(lead: string, number: string | undefined, box: string, line: string): string | undefined {
    const read = readItem(line, this.now);
    if (read.kind === "mistake") return read.why;
    const indent = widthOf(lead);
    while ((this.#open.at(-1)?.indent ?? -1) >= indent) this.#open.pop();
    const item: OpenItem = {
      text: read.text,
      attributes: read.attributes,
      body: [],
      items: [],
      ...(number === undefined ? {} : { number: Number(number) }),
      ...(box === "" ? {} : { box: BOXES[box.toLowerCase()] ?? "open" }),
    };
    (this.#open.at(-1)?.item ?? this.sections.at(-1))?.items.push(item);
    this.#open.push({ indent, item });
    this.#afterBlank = false;
    return undefined;
  }
}

const BOXES: Readonly<Record<string, "open" | "ticked" | "dropped">> = { " ": "open", x: "ticked", "-": "dropped" };

const widthOf = (blanks: string): number => blanks.replaceAll("\t", "    ").length;

/** Without its first `width` blanks, as far as it has them. */
const dedented = (line: string, width: number): string => {
  const spread = line.replace(/^\s+/, (blanks) => blanks.replaceAll("\t", "    "));
  return spread.slice(Math.min(width, /^ */.exec(spread)?.[0].length ?? 0));
};

/** The lines as one text, without blank ones at either end. */
export const textOf = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .replace(/^(\s*\n)+/, "")
    .trimEnd();
