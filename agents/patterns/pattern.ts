// Patterns that a user wrote, in the syntax of JavaScript, matched in time that no pattern and no row can stretch
// (docs/decisions/0010). What has no automaton, or one that is too large, is refused at load.
import { RegExpParser } from "@eslint-community/regexpp";
import type { AST } from "@eslint-community/regexpp";
import { automatonOf } from "./automaton.ts";
import type { Automaton, Mode } from "./automaton.ts";
import { literalOf } from "./literal.ts";
import { beyond, programOf, sizeOf } from "./program.ts";

export type Compiled =
  | { readonly kind: "pattern"; readonly pattern: RegExp }
  /** What is wrong with it, for people. */
  | { readonly kind: "refused"; readonly why: string };

export type Parsed =
  | { readonly kind: "parsed"; readonly tree: AST.Pattern }
  | { readonly kind: "refused"; readonly why: string };

const MOST_CHARACTERS = 500;
/** Repeats written out. */
const MOST_STEPS = 1_000;

export function compilePattern(source: string, mode: Mode = "anywhere"): Compiled {
  const parsed = parsePattern(source);
  if (parsed.kind === "refused") return parsed;
  const automaton = automatonOf(programOf(parsed.tree), mode, literalOf(parsed.tree));
  return automaton === undefined
    ? refused('it can match in too many ways; write * where it counts, as in {0,80}, or begin it with "^"')
    : { kind: "pattern", pattern: new BoundedPattern(source, automaton) };
}

/** Checked, and not yet built. */
export function parsePattern(source: string): Parsed {
  if (source.length > MOST_CHARACTERS) return refused(`at most ${MOST_CHARACTERS} characters`);
  const tree = treeOf(source);
  if (typeof tree === "string") return refused(tree);
  const found = beyond(tree);
  if (found !== undefined) return refused(`${found} is not allowed here: it has no bound on its time`);
  return sizeOf(tree) > MOST_STEPS ? refused("its counted repeats are too large") : { kind: "parsed", tree };
}

const refused = (why: string) => ({ kind: "refused", why }) as const;

function treeOf(source: string): AST.Pattern | string {
  try {
    return new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message.slice(error.message.lastIndexOf(": ") + 2).toLowerCase();
  }
}

/**
 * Stands wherever a RegExp does: everything of the language that matches goes through `exec`. What it answers is the row
 * from its start to where the match ends, which for a pattern that begins the row is the match.
 */
class BoundedPattern extends RegExp {
  readonly #automaton: Automaton;

  constructor(source: string, automaton: Automaton) {
    super(source, "u");
    this.#automaton = automaton;
  }

  override test(text: string): boolean {
    return this.#automaton.end(text) >= 0;
  }

  override exec(text: string): RegExpExecArray | null {
    const end = this.#automaton.end(text);
    return end < 0 ? null : Object.assign([text.slice(0, end)] as [string], { index: 0, input: text });
  }
}
