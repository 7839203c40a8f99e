// A pattern as a program of small steps: what a character must be, where the ways part, what must hold between two
// characters. Repeats are written out, so the size is known before anything is built.
import type { AST } from "@eslint-community/regexpp";
import { ANY, DIGITS, SPACES, WORDS, negate, ofProperty, union } from "./ranges.ts";
import type { Ranges } from "./ranges.ts";

export type Edge = "start" | "end" | "word" | "no word";

/** `next` and `to` are indices of steps. */
export type Step =
  | { readonly kind: "character"; readonly set: Ranges; readonly next: number }
  | { readonly kind: "ways"; readonly to: readonly number[] }
  | { readonly kind: "edge"; readonly edge: Edge; readonly next: number }
  | { readonly kind: "match" };

export interface Program {
  readonly steps: readonly Step[];
  readonly first: number;
}

/** Steps that a pattern takes when its repeats are written out. */
export const sizeOf = (pattern: AST.Pattern): number => ways(pattern.alternatives);

const ways = (alternatives: readonly AST.Alternative[]): number =>
  alternatives.reduce((sum, { elements }) => sum + elements.reduce((all, element) => all + size(element), 1), 1);

function size(node: AST.Element): number {
  if (node.type === "Group" || node.type === "CapturingGroup") return ways(node.alternatives);
  if (node.type !== "Quantifier") return 1;
  const times = node.max === Infinity ? node.min + 1 : Math.max(node.max, 1);
  return times * (size(node.element) + 1);
}

/** The first thing in it that has no such program: what it is called; undefined if there is none. */
export const beyond = (pattern: AST.Pattern): string | undefined => firstOf(pattern.alternatives);

const firstOf = (alternatives: readonly AST.Alternative[]): string | undefined =>
  alternatives.flatMap(({ elements }) => elements.map(beyondIn)).find((found) => found !== undefined);

function beyondIn(node: AST.Element): string | undefined {
  switch (node.type) {
    case "Quantifier":
      return beyondIn(node.element);
    case "Group":
      return node.modifiers
        ? `the modifier ${node.raw.slice(0, node.raw.indexOf(":") + 1)}`
        : firstOf(node.alternatives);
    case "CapturingGroup":
      return firstOf(node.alternatives);
    case "Backreference":
      return `the back-reference ${node.raw}`;
    case "Assertion":
      return node.kind === "lookahead" || node.kind === "lookbehind" ? `the ${node.kind} ${node.raw}` : undefined;
    case "Character":
    case "CharacterSet":
    case "CharacterClass":
    case "ExpressionCharacterClass":
      return undefined;
  }
}

/** Nothing in the pattern may be beyond it. Written from the end: each part knows what follows it. */
export function programOf(pattern: AST.Pattern): Program {
  const steps: Step[] = [];
  const add = (step: Step): number => steps.push(step) - 1;

  const oneOf = (alternatives: readonly AST.Alternative[], next: number): number => {
    const to = alternatives.map(({ elements }) => elements.reduceRight((after, element) => part(element, after), next));
    return to.length === 1 ? (to[0] ?? next) : add({ kind: "ways", to });
  };
  const part = (node: AST.Element, next: number): number => {
    if (node.type === "Quantifier") return repeat(node, next);
    if (node.type === "Group" || node.type === "CapturingGroup") return oneOf(node.alternatives, next);
    if (node.type === "Assertion") return add({ kind: "edge", edge: edgeOf(node), next });
    return add({ kind: "character", set: setOf(node), next });
  };
  const repeat = ({ element, min, max }: AST.Quantifier, next: number): number => {
    let entry = next;
    if (max === Infinity) {
      entry = add({ kind: "ways", to: [] });
      steps[entry] = { kind: "ways", to: [part(element, entry), next] };
    } else
      for (let more = max - min; more > 0; more -= 1) entry = add({ kind: "ways", to: [part(element, entry), next] });
    for (let must = min; must > 0; must -= 1) entry = part(element, entry);
    return entry;
  };

  const first = oneOf(pattern.alternatives, add({ kind: "match" }));
  return { steps, first };
}

function edgeOf(node: AST.Assertion): Edge {
  if (node.kind === "word") return node.negate ? "no word" : "word";
  if (node.kind === "start" || node.kind === "end") return node.kind;
  throw new Error(`${node.raw} has no program`);
}

function setOf(node: Exclude<AST.Element, AST.Quantifier | AST.Group | AST.CapturingGroup | AST.Assertion>): Ranges {
  switch (node.type) {
    case "Character":
      return [[node.value, node.value]];
    case "CharacterSet":
      return ofSet(node);
    case "CharacterClass": {
      const set = union(node.elements.map(ofElement));
      return node.negate ? negate(set) : set;
    }
    case "ExpressionCharacterClass":
    case "Backreference":
      throw new Error(`${node.raw} has no program`);
  }
}

function ofElement(node: AST.CharacterClassElement): Ranges {
  if (node.type === "CharacterClassRange") return [[node.min.value, node.max.value]];
  if (node.type === "Character") return [[node.value, node.value]];
  if (node.type === "CharacterSet") return ofSet(node);
  throw new Error(`${node.raw} belongs to patterns of another kind`);
}

function ofSet(node: AST.CharacterSet): Ranges {
  const set = () => {
    switch (node.kind) {
      case "any":
        return ANY;
      case "digit":
        return DIGITS;
      case "space":
        return SPACES;
      case "word":
        return WORDS;
      case "property":
        return ofProperty(node.raw);
    }
  };
  // The raw text of a property says itself whether it is negated.
  return node.kind !== "any" && node.kind !== "property" && node.negate ? negate(set()) : set();
}
