// What stands in brackets at the end of an item: `Write the parser (after: 1, 2; size: M; due: 2026-12-01)`.
// A1. Brackets of which any part is no attribute are text, all of them.
// A2. An attribute whose value cannot be is a mistake of the writer's, and is said.
import type { At } from "../../machines/ids.ts";
import { DEADLINE_FORM, parseDeadline } from "../deadline.ts";
import type { Size } from "../task.ts";
import { SIZES } from "../task.ts";

export interface Attributes {
  readonly id?: string;
  /** Numbers of items, or ids; empty: none, also not the item before. */
  readonly after?: readonly string[];
  readonly size?: Size;
  readonly deadline?: At;
  readonly priority?: number;
  readonly category?: string;
  readonly project?: string;
  readonly labels?: readonly string[];
  readonly check?: string;
  readonly acceptance?: string;
  /** Of one that is neither open, done nor dropped; plans do without it. */
  readonly status?: (typeof STUCK)[number];
}

/** What no box can say. */
export const STUCK = ["failed", "quarantined", "unsure"] as const;

export type ReadItem =
  | { readonly kind: "item"; readonly text: string; readonly attributes: Attributes }
  | { readonly kind: "mistake"; readonly why: string };

const NAMES = "id|after|size|due|priority|category|project|labels|check|accept|status";
const ATTRIBUTE = new RegExp(`^(${NAMES}):\\s*(.*)$`, "s");

export function readItem(line: string, now: At): ReadItem {
  const brackets = lastBrackets(line);
  const parts = brackets === undefined ? [] : unquotedParts(brackets.inside).map((part) => ATTRIBUTE.exec(part));
  if (brackets === undefined || parts.some((part) => part === null)) {
    return { kind: "item", text: line.trim(), attributes: {} };
  }
  let attributes: Attributes = {};
  for (const part of parts) {
    const [, name = "", value = ""] = part ?? [];
    const read = attribute(name, value.trim(), now);
    if (typeof read === "string") return { kind: "mistake", why: `${read} (in: ${line.trim().slice(0, 80)})` };
    attributes = { ...attributes, ...read };
  }
  return { kind: "item", text: brackets.before.trim(), attributes };
}

/** The brackets that the line ends with, balanced: a check may have brackets of its own. */
function lastBrackets(line: string): { readonly before: string; readonly inside: string } | undefined {
  const text = line.trimEnd();
  if (!text.endsWith(")")) return undefined;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ")") depth += 1;
    if (text[at] === "(") depth -= 1;
    if (depth === 0) return { before: text.slice(0, at), inside: text.slice(at + 1, -1) };
  }
  return undefined;
}

/** At each `;` before the name of an attribute: a check may have `;` of its own. */
const unquotedParts = (inside: string): readonly string[] =>
  inside.split(new RegExp(`;\\s*(?=(?:${NAMES}):)`)).map((part) => part.trim());

/** The attribute, or what is wrong with it. */
function attribute(name: string, value: string, now: At): Attributes | string {
  switch (name) {
    case "id":
      return value === "" ? "id: names nothing" : { id: value };
    case "after":
      return { after: value === "none" ? [] : listOf(value) };
    case "size": {
      const size = SIZES.find((known) => known === value.toUpperCase());
      return size === undefined ? `size: is S, M or L, not ${value}` : { size };
    }
    case "due": {
      const deadline = parseDeadline(value, now);
      return deadline === undefined ? `due: is ${DEADLINE_FORM}, not ${value}` : { deadline };
    }
    case "priority":
      return /^\d+$/.test(value) && Number(value) <= 100
        ? { priority: Number(value) }
        : `priority: is a number from 0 to 100, not ${value}`;
    case "status": {
      const status = STUCK.find((known) => known === value);
      return status === undefined ? `status: is one of ${STUCK.join(", ")}, not ${value}` : { status };
    }
    case "labels":
      return { labels: listOf(value) };
    case "check":
      return { check: value };
    case "accept":
      return { acceptance: value };
    default:
      return name === "project" ? { project: value } : { category: value };
  }
}

const listOf = (value: string): readonly string[] =>
  value
    .split(",")
    .map((one) => one.trim().replace(/^#/, ""))
    .filter((one) => one !== "");
