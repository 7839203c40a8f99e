import type { AST } from "@eslint-community/regexpp";
import { parsePattern } from "./pattern.ts";

export type Prompt =
  | { readonly kind: "prompt"; readonly source: string }
  | { readonly kind: "refused"; readonly why: string };

/** What may stand behind the text: blanks, which are trimmed, and the row's end. */
const NOTHING = /^(?:(?: |\\s)[*+]?)?\$?$/;

/**
 * The part of a composer's or an idle row's pattern that ends where the text begins: before the group `text`, else all
 * but a last `$`. Undefined where an alternative of it does not begin with `^`, so that it cannot be told where text begins.
 */
export function promptOf(source: string): Prompt | undefined {
  const parsed = parsePattern(source);
  if (parsed.kind === "refused") return parsed;
  const { alternatives } = parsed.tree;
  if (!alternatives.every(beginsTheRow)) return undefined;
  if (!source.includes("(?<text>")) return { kind: "prompt", source: alternatives.map(withoutEnd).join("|") };
  const text = alternatives.length === 1 ? alternatives[0]?.elements.find(isText) : undefined;
  if (!text) return { kind: "refused", why: "the group text must not stand inside another group or an alternative" };
  return NOTHING.test(source.slice(text.end))
    ? { kind: "prompt", source: source.slice(0, text.start) }
    : { kind: "refused", why: 'nothing but "$" may stand behind the group text' };
}

const beginsTheRow = ({ elements: [first] }: AST.Alternative): boolean =>
  first?.type === "Assertion" && first.kind === "start";

const isText = (element: AST.Element): boolean => element.type === "CapturingGroup" && element.name === "text";

function withoutEnd({ raw, elements }: AST.Alternative): string {
  const last = elements.at(-1);
  return last?.type === "Assertion" && last.kind === "end" ? raw.slice(0, -1) : raw;
}
