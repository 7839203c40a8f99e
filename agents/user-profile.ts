// A profile of the user's own, or lines added to a built-in one, out of the config's patterns.
// U1. Every pattern is bounded (patterns/pattern.ts), or the config is refused with path, value and what is allowed.
// U2. A composer, and an idle row that begins with "^", say where a task is typed: what stands behind it is a draft.
// U3. An idle row alone shows that the agent is idle; nothing is typed, because nothing tells where.
import type { Verdict } from "../machines/evidence.ts";
import type { AgentId } from "../machines/ids.ts";
import { compilePattern } from "./patterns/pattern.ts";
import { promptOf } from "./patterns/prompt.ts";
import { FOOTER } from "./profile.ts";
import type { ComposerShape, Profile, Rule } from "./profile.ts";
import { profileOf } from "./profiles.ts";
import { shell } from "./profiles/shell.ts";

/** Patterns as the user wrote them, matched line by line (trailing blanks are gone by then). */
export interface UserPatterns {
  readonly extends?: string;
  readonly process?: readonly string[];
  /** A row where a task is typed; a group named `text` is what was typed. */
  readonly composer?: string;
  readonly idle?: readonly string[];
  readonly busy?: readonly string[];
  readonly waiting?: readonly string[];
  readonly limited?: readonly string[];
  readonly error?: readonly string[];
  readonly starting?: readonly string[];
}

export type UserProfile =
  | { readonly kind: "profile"; readonly profile: Profile }
  /** One line each: path, value, what is allowed. */
  | { readonly kind: "wrong"; readonly errors: readonly string[] };

type RuleVerdict = Extract<Verdict, Rule["verdict"]>;
const RULES = ["waiting", "limited", "busy", "error", "starting"] as const satisfies readonly RuleVerdict[];

/** Rows from the bottom that the rules look at, where the config says nothing. */
const ROWS = 50;
/** Idle is read off the last rows alone: further up it is what was said before. */
const IDLE_ROWS = 10;
/** Each costs 4 ns for each character of a screen: all of them, 8 ms on the largest one (500x200). */
const MOST_PATTERNS = 20;

/** `rows`: how many filled rows from the bottom the patterns look at (`monitor.capture_lines`). */
export function userProfile(
  id: AgentId,
  patterns: UserPatterns,
  known: readonly Profile[],
  rows: number = ROWS,
): UserProfile {
  const base = profileOf(patterns.extends ?? id, known);
  const errors: string[] = [];
  const wrong = (path: string, value: string, why: string) =>
    void errors.push(`agents.${id}.${path} is ${JSON.stringify(value)}; ${why}`);
  if (patterns.extends !== undefined && !base) wrong("extends", patterns.extends, "no such agent");
  const given = read(patterns, wrong);
  const profile = merged(id, given, base ?? blank(id), rows, wrong);
  const count = Object.values(given).reduce((sum, list) => sum + list.length, 0);
  if (count > MOST_PATTERNS) errors.push(`agents.${id} has ${count} patterns; must be at most ${MOST_PATTERNS}`);
  return errors.length > 0 ? { kind: "wrong", errors } : { kind: "profile", profile };
}

type Wrong = (path: string, value: string, why: string) => void;

interface Pattern {
  readonly path: string;
  readonly source: string;
  readonly pattern: RegExp;
}

type Key = "process" | "composer" | "idle" | RuleVerdict;
type Given = Readonly<Partial<Record<Key, readonly Pattern[]>>>;

const KEYS = ["process", "composer", "idle", ...RULES] as const satisfies readonly Key[];

/** Compiles all that are fine; says of the others what is wrong. */
function read(patterns: UserPatterns, wrong: Wrong): Given {
  const compile = (path: string, source: string): readonly Pattern[] => {
    const made = compilePattern(source);
    if (made.kind === "refused") wrong(path, source, made.why);
    else if (made.pattern.test("")) wrong(path, source, "it matches an empty line, so it says nothing");
    else return [{ path, source, pattern: made.pattern }];
    return [];
  };
  return Object.fromEntries(
    KEYS.map((key) => {
      const value = patterns[key];
      if (value === undefined) return [key, []];
      if (typeof value === "string") return [key, compile(key, value)];
      return [key, value.flatMap((source, at) => compile(`${key}[${at}]`, source))];
    }),
  );
}

function merged(id: AgentId, given: Given, base: Profile, rows: number, wrong: Wrong): Profile {
  const { process = [], composer = [], idle = [] } = given;
  const own = [...composer, ...idle.filter(({ source }) => promptOf(source) !== undefined)];
  const looks = own.flatMap((pattern) => lookOf(pattern, wrong));
  const composers = composer.length > 0 ? looks : [...looks, ...base.composers];
  const alone = idle.filter((pattern) => !own.includes(pattern));
  if (composers.length > 0) {
    for (const { path, source } of alone) wrong(path, source, 'must begin with "^": it is where a task is typed');
  }
  return {
    ...base,
    id,
    process: [...process.map(({ pattern }) => pattern), ...base.process],
    composers,
    rules: [
      ...RULES.flatMap((verdict) => rulesOf(verdict, given[verdict] ?? [], rows)),
      ...rulesOf("idle", alone, IDLE_ROWS),
      ...base.rules,
    ],
  };
}

const rulesOf = (verdict: Rule["verdict"], patterns: readonly Pattern[], rows: number): readonly Rule[] =>
  patterns.map(({ pattern }, at) => ({
    name: `user-${verdict}-${at + 1}`,
    verdict,
    region: { of: "bottom", rows },
    lines: [pattern],
  }));

/** Keeps U2. */
function lookOf({ path, source }: Pattern, wrong: Wrong): readonly ComposerShape[] {
  const prompt = promptOf(source);
  if (prompt?.kind !== "prompt") {
    wrong(path, source, prompt?.why ?? 'must begin with "^": the row from its start to where the text begins');
    return [];
  }
  const made = compilePattern(prompt.source, "beginning");
  if (made.kind === "refused") {
    wrong(path, source, made.why);
    return [];
  }
  const frame = { kind: "open" } as const;
  return [{ frame, prompt: made.pattern, hintColours: [], hints: [], cursorInside: true, below: FOOTER }];
}

/** Nothing is known of it but what the user says. */
const blank = (id: AgentId): Profile => ({ ...shell, id, composers: [] });
