import { describe, expect, it } from "vitest";
import { classify } from "../../agents/classify.ts";
import { PROFILES } from "../../agents/profiles.ts";
import { userProfile } from "../../agents/user-profile.ts";
import type { UserPatterns } from "../../agents/user-profile.ts";

const verdict = (patterns: UserPatterns, ...rows: readonly string[]) => {
  const made = userProfile("mine", patterns, PROFILES);
  if (made.kind !== "profile") throw new Error(made.why);
  const y = rows.length - 1;
  return classify(
    {
      at: 0,
      rows,
      size: { cols: 80, rows: rows.length },
      cursor: { x: 0, y, visible: true },
      alternate: false,
      title: "",
      command: "mine",
    },
    made.profile,
  ).verdict;
};

describe("an agent of the user's own", () => {
  const mine = { composer: "^ready> ?(?<text>.*)$", busy: ["working…"], waiting: ["^Shall I\\?"] };
  it.each([
    ["idle", ["hello", "ready>"]],
    ["typed", ["hello", "ready> half a"]],
    ["busy", ["working…", "ready>"]],
    ["waiting", ["Shall I?", "ready>"]],
    ["unknown", ["something else"]],
  ] as const)("%s", (expected, rows) => {
    expect(verdict(mine, ...rows)).toBe(expected);
  });

  it("idle patterns alone make a composer", () => {
    expect(verdict({ idle: ["^ready> *$"] }, "ready>")).toBe("idle");
  });
});

it("lines added to a built-in one do not take its own away", () => {
  const made = userProfile("codex", { busy: ["^compiling$"] }, PROFILES);
  expect(made.kind === "profile" && made.profile.rules.length).toBe(
    1 + (PROFILES.find(({ id }) => id === "codex")?.rules.length ?? 0),
  );
});

it.each([
  [{ busy: ["("] }, /^agents\.mine\.busy is "\("; /],
  [{ busy: [".*"] }, /^agents\.mine\.busy is "\.\*"; it matches an empty line, so it says nothing$/],
  [{ extends: "nobody" }, /^agents\.mine\.extends is "nobody"; no such agent$/],
  [{ idle: ["x".repeat(501)] }, /at most 500 characters$/],
] as const)("refuses %j", (patterns, why) => {
  const made = userProfile("mine", patterns, PROFILES);
  expect(made.kind === "wrong" ? made.why : "").toMatch(why);
});
