// Small screens in our own words, each written from a rule and with its verdict.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../../../agents/classify.ts";
import type { Profile } from "../../../agents/profile.ts";
import type { Flag, Verdict } from "../../../machines/evidence.ts";
import { frameOf } from "./screen.ts";

export interface Case {
  readonly name: string;
  /** Transcript and scrollback: whatever stands here must not make a live turn or menu look idle. */
  readonly above?: readonly string[];
  /** The live part: composer with its spinner and footer, or the menu. */
  readonly live: readonly string[];
  readonly title?: string;
  readonly verdict: Verdict;
  readonly sub?: string;
  /** Name of the rule in the profile. */
  readonly because: string;
  /** Exactly these, if named. */
  readonly flags?: readonly Flag[];
  /** Text of the composer, if named. */
  readonly text?: string;
}

export const EMPTY = { verdict: "idle", because: "composer-empty" } as const;
export const TYPED = { verdict: "typed", because: "composer-holds-text" } as const;
export const NOTHING = { verdict: "unknown", because: "nothing-matched" } as const;

/** Rows that a transcript may hold: quoted menus, other agents' words, shells. */
const QUOTES = [
  "",
  "Do you want to proceed?",
  "❯ 1. Yes",
  "> 1. Yes, run it",
  "  2. No, cancel",
  "esc to cancel · enter to select",
  "Esc to interrupt",
  "(y/n)",
  "Would you like me to go on?",
  "$ make test",
  "Error: not found",
  "You've hit your limit · resets 5pm",
  "────────────────────────────────",
  "│ a cell │",
];

export function looksOf(profile: Profile, cases: readonly Case[]): void {
  describe(profile.id, () => {
    it.each(cases.map((example) => [example.name, example] as const))("%s", (_name, example) => {
      const judged = classify(frameOf([...(example.above ?? []), ...example.live], example.title), profile);
      expect({ verdict: judged.verdict, sub: judged.sub, because: judged.because }).toEqual({
        verdict: example.verdict,
        sub: example.sub,
        because: `${profile.id}/${example.because}`,
      });
      if (example.flags) expect(judged.flags).toEqual(example.flags);
      if (example.text !== undefined) expect(judged.composer?.text).toBe(example.text);
    });

    const alive = cases.filter(({ verdict }) => verdict === "busy" || verdict === "waiting" || verdict === "dialog");
    const pool = [...QUOTES, ...cases.flatMap(({ above, live }) => [...(above ?? []), ...live])];
    const screens = cases.map(({ above, live }) => [...(above ?? []), ...live]);
    const scrollback = fc.oneof(
      fc.array(fc.constantFrom(...pool), { maxLength: 30 }),
      fc.array(fc.constantFrom(...screens), { maxLength: 3 }).map((parts) => parts.flat()),
    );

    it.each(alive.map((example) => [example.name, example] as const))(
      "%s: no scrollback makes it idle",
      (_name, { live, title }) => {
        fc.assert(
          fc.property(scrollback, (above) => {
            expect(classify(frameOf([...above, ...live], title), profile).verdict).not.toBe("idle");
          }),
          { numRuns: 25 },
        );
      },
    );
  });
}
