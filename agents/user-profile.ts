// A profile of the user's own, or lines added to a built-in one, out of the config's patterns.
import type { Verdict } from "../machines/evidence.ts";
import type { AgentId } from "../machines/ids.ts";
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
  | { readonly kind: "wrong"; readonly why: string };

type RuleVerdict = Extract<Verdict, Rule["verdict"]>;
const RULES = ["waiting", "limited", "busy", "error", "starting"] as const satisfies readonly RuleVerdict[];

/** Longer patterns are refused: what a screen is matched against must stay quick. */
const LONGEST = 500;
const ROWS = 40;

export function userProfile(id: AgentId, patterns: UserPatterns, known: readonly Profile[]): UserProfile {
  const base = profileOf(patterns.extends ?? id, known);
  if (patterns.extends !== undefined && !base) return wrong(id, "extends", patterns.extends, "no such agent");
  const wrongs = faults(id, patterns);
  if (wrongs !== undefined) return { kind: "wrong", why: wrongs };
  return { kind: "profile", profile: merged(id, patterns, base ?? blank(id)) };
}

const wrong = (id: string, key: string, value: string, why: string): UserProfile => ({
  kind: "wrong",
  why: `agents.${id}.${key} is ${JSON.stringify(value)}; ${why}`,
});

function faults(id: AgentId, patterns: UserPatterns): string | undefined {
  const all: readonly (readonly [string, readonly string[]])[] = [
    ["composer", patterns.composer === undefined ? [] : [patterns.composer]],
    ["process", patterns.process ?? []],
    ["idle", patterns.idle ?? []],
    ...RULES.map((verdict) => [verdict, patterns[verdict] ?? []] as const),
  ];
  for (const [key, values] of all) {
    for (const value of values) {
      const why = faultOf(value);
      if (why !== undefined) return `agents.${id}.${key} is ${JSON.stringify(value)}; ${why}`;
    }
  }
  return undefined;
}

function faultOf(pattern: string): string | undefined {
  if (pattern.length > LONGEST) return `at most ${LONGEST} characters`;
  try {
    return new RegExp(pattern, "u").test("") ? "it matches an empty line, so it says nothing" : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function merged(id: AgentId, patterns: UserPatterns, base: Profile): Profile {
  const rules = RULES.flatMap((verdict) => (patterns[verdict] ?? []).map((text, at) => rule(verdict, text, at)));
  const composer = patterns.composer ?? patterns.idle?.[0];
  return {
    ...base,
    id,
    process: [...(patterns.process ?? []).map((text) => new RegExp(text, "u")), ...base.process],
    composers: composer === undefined ? base.composers : [lineComposer(composer)],
    rules: [...rules, ...base.rules],
  };
}

const rule = (verdict: RuleVerdict, text: string, at: number): Rule => ({
  name: `user-${verdict}-${at + 1}`,
  verdict,
  region: { of: "bottom", rows: ROWS },
  lines: [new RegExp(text, "u")],
});

/** The prompt is what stands before the group `text`; without the group the whole row is prompt, and the rest is typed. */
function lineComposer(pattern: string): ComposerShape {
  const before = pattern.split("(?<text>")[0] ?? pattern;
  const prompt = pattern.includes("(?<text>") ? before : pattern;
  return {
    frame: { kind: "line" },
    prompt: new RegExp(prompt, "u"),
    hintColours: [],
    hints: [],
    cursorInside: true,
    below: FOOTER,
  };
}

/** Nothing is known of it but what the user says. */
const blank = (id: AgentId): Profile => ({ ...shell, id });
