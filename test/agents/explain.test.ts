import { describe, expect, it } from "vitest";
import { explain } from "../../agents/explain.ts";
import { classify } from "../../agents/classify.ts";
import type { Profile, Rule } from "../../agents/profile.ts";
import { NEVER, PROMPT } from "../../agents/profile.ts";
import { PROFILES, profileOf } from "../../agents/profiles.ts";
import type { Frame } from "../../machines/frame.ts";
import { loadRecording, recordingNames } from "../recordings/load.ts";

const bottom = { of: "bottom", rows: 3 } as const;
const rules: readonly Rule[] = [
  { name: "menu", verdict: "waiting", region: bottom, lines: [/^Proceed\?/, /^> 1\. Yes/], composer: "absent" },
  { name: "working", verdict: "busy", region: bottom, lines: [/Working \(\d+s, esc to interrupt\)/], not: [/paused/] },
  { name: "tool", verdict: "busy", region: { of: "title" }, lines: [/^tool/] },
  { name: "loading", verdict: "starting", region: bottom, lines: [], not: [/ready/] },
];
const profile: Profile = {
  id: "mine",
  aliases: [],
  process: [],
  screen: [],
  versions: [],
  composers: [
    {
      frame: { kind: "line" },
      prompt: /^% ?/,
      hintColours: [],
      hints: [],
      cursorInside: true,
      below: { most: 1, never: [] },
    },
  ],
  patience: PROMPT,
  pasted: NEVER,
  ownPrompt: NEVER,
  rules,
  flags: [],
};
const frame = (rows: readonly string[], title = "", y = rows.length - 1): Frame => ({
  at: 0,
  rows,
  size: { cols: 80, rows: rows.length },
  cursor: { x: 0, y, visible: true },
  alternate: false,
  title,
  command: "mine",
});
const near = (rows: readonly string[], title?: string, y?: number) =>
  explain(frame(rows, title, y), profile).near.map(({ rule, verdict, why, line }) => [rule, verdict, why, line]);

describe("nearly matched, and why not", () => {
  it.each([
    [
      "another rule counts first",
      near(["Proceed?", "> 1. Yes", "Working (3s, esc to interrupt)"]),
      ["mine/working", "busy", "matches too, but mine/menu (waiting) counts first", "Working (3s, esc to interrupt)"],
    ],
    [
      "a composer that should not be there",
      near(["Proceed?", "> 1. Yes", "%"]),
      ["mine/menu", "waiting", "its lines are there, but so is a composer (row 3)", "Proceed?"],
    ],
    [
      "what speaks against it",
      near(["Working (3s, esc to interrupt)", "paused", "%"]),
      [
        "mine/working",
        "busy",
        'its lines are there, but so is "paused", which speaks against it',
        "Working (3s, esc to interrupt)",
      ],
    ],
    [
      "a line that is missing",
      near(["Proceed?", "> 2. No"]),
      ["mine/menu", "waiting", "no row in the last 3 rows is like /^> 1\\. Yes/", "Proceed?"],
    ],
    [
      "outside its place",
      near(["Working (3s, esc to interrupt)", "a", "b", "c", "%"]),
      [
        "mine/working",
        "busy",
        "row 1 is like it, but it looks only in the last 3 rows",
        "Working (3s, esc to interrupt)",
      ],
    ],
    [
      "a hint that a new version words otherwise",
      near(["Working (3s, ctrl+c to interrupt)", "%"]),
      [
        "mine/working",
        "busy",
        "the line is not like /Working \\(\\d+s, esc to interrupt\\)/",
        "Working (3s, ctrl+c to interrupt)",
      ],
    ],
  ])("%s", (_what, found, expected) => {
    expect(found).toContainEqual(expected);
  });

  it.each([
    ["half a draft", near(["ready", "% half"]), "text stands in the composer (row 2)"],
    ["the caret elsewhere", near(["%", "x"], "", 1), "a composer stands in row 1, but the caret is in row 2"],
    [
      "scrollback",
      near(["%", "a", "b"], "", 0),
      "a composer stands in row 1, but what stands below makes it scrollback",
    ],
    ["nothing of it", near(["hello"]), "no row begins as its composer does"],
    ["a title", near(["%"], "tool"), "the composer is there (row 1), but mine/tool (busy) counts first"],
  ])("no idle because of %s", (_what, found, why) => {
    expect(found.find(([rule]) => rule === "mine/composer-empty")?.[2]).toBe(why);
  });

  it("nothing for an idle screen with nothing else on it", () => {
    expect(near(["ready", "%"])).toEqual([]);
  });
});

describe("on every recording", () => {
  it.each(["claude", "codex", "gemini", "opencode", "qwen"])(
    "%s: the judgement is the classifier's, five at the most, none twice",
    (agent) => {
      const known = profileOf(agent, PROFILES);
      if (!known) throw new Error(agent);
      for (const name of recordingNames(agent).slice(0, 3)) {
        for (const shown of loadRecording(agent, name).frames.filter((_, at) => at % 7 === 0)) {
          const { judgement, near } = explain(shown, known);
          expect(judgement).toEqual(classify(shown, known));
          expect(near.length).toBeLessThanOrEqual(5);
          expect(new Set(near.map(({ rule }) => rule)).size).toBe(near.length);
          expect(near.map(({ rule }) => rule)).not.toContain(judgement.because);
        }
      }
    },
  );
});
