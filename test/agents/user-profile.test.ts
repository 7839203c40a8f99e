import { describe, expect, it } from "vitest";
import { classify } from "../../agents/classify.ts";
import { PROFILES } from "../../agents/profiles.ts";
import { userProfile } from "../../agents/user-profile.ts";
import type { UserPatterns } from "../../agents/user-profile.ts";
import type { Judgement } from "../../machines/evidence.ts";

interface Shown {
  readonly rows: readonly string[];
  /** Row of the caret; the last one if absent. */
  readonly caret?: number;
}

function judged(patterns: UserPatterns, { rows, caret = rows.length - 1 }: Shown, id = "mine"): Judgement {
  const made = userProfile(id, patterns, PROFILES);
  if (made.kind !== "profile") throw new Error(made.errors.join("\n"));
  const frame = {
    at: 0,
    rows,
    size: { cols: 80, rows: rows.length },
    cursor: { x: 0, y: caret, visible: true },
    alternate: false,
    title: "",
    command: "mine",
  };
  return classify(frame, made.profile);
}
const verdict = (patterns: UserPatterns, ...rows: readonly string[]) => judged(patterns, { rows }).verdict;
const errors = (patterns: UserPatterns, id = "mine") => {
  const made = userProfile(id, patterns, PROFILES);
  return made.kind === "wrong" ? made.errors : [];
};

describe("an agent of the user's own, by its composer", () => {
  const mine = {
    composer: "^ready> ?(?<text>.*)$",
    busy: ["working…"],
    waiting: ["^Shall I\\?"],
    limited: ["^Quota"],
    error: ["^Fault"],
    starting: ["^Loading"],
  };
  it.each([
    ["idle", ["hello", "ready>"]],
    ["typed", ["hello", "ready> half a"]],
    ["busy", ["working…", "ready>"]],
    ["waiting", ["Shall I?", "working…", "ready>"]],
    ["limited", ["Quota used up", "ready>"]],
    ["error", ["Fault 7", "ready>"]],
    ["starting", ["Loading", "ready>"]],
    ["unknown", ["something else"]],
  ] as const)("%s", (expected, rows) => {
    expect(verdict(mine, ...rows)).toBe(expected);
  });

  it("all that stands between the prompt and the caret is typed: a long text, and output of a turn that is told by nothing", () => {
    const rows = ["ready> first", "       second", "[drover task-1]"];
    expect(judged(mine, { rows }).composer).toEqual({ text: "first\nsecond\n[drover task-1]", row: 2 });
    expect(verdict(mine, "ready>", "thinking about it", "")).toBe("typed");
  });

  it("a prompt below the caret is none", () => {
    expect(judged(mine, { rows: ["", "ready>"], caret: 0 }).verdict).toBe("unknown");
  });

  it("without a group the text begins where the pattern ends", () => {
    expect(verdict({ composer: "^ready> *$" }, "ready> half")).toBe("typed");
  });
});

describe("by idle rows alone", () => {
  it.each([
    ["idle", ["ready>"]],
    ["idle", ["dev ❯"]],
    ["typed", ["ready> half"]],
    ["unknown", ["steady>"]],
  ] as const)("that begin the row, where a task is typed: %s", (expected, rows) => {
    expect(verdict({ idle: ["^ready> *$", "^\\w+ ❯$"] }, ...rows)).toBe(expected);
  });

  it("anywhere else: idle, and no composer, so that nothing is typed", () => {
    const hint = { idle: ["\\? for shortcuts"], busy: ["esc to stop"] };
    const rows = ["> ", "  ? for shortcuts"];
    expect(judged(hint, { rows, caret: 0 })).toMatchObject({ verdict: "idle", because: "mine/user-idle-1" });
    expect(judged(hint, { rows, caret: 0 }).composer).toBeUndefined();
    expect(judged(hint, { rows: ["esc to stop", ...rows], caret: 1 }).verdict).toBe("busy");
  });

  it("never from far above: that was said before", () => {
    const rows = ["? for shortcuts", ...Array.from({ length: 12 }, (_, at) => `output ${at}`)];
    expect(verdict({ idle: ["\\? for shortcuts"] }, ...rows)).toBe("unknown");
  });
});

describe("lines added to a built-in one", () => {
  const codex = PROFILES.find(({ id }) => id === "codex");
  const made = userProfile("codex", { busy: ["^compiling$"], idle: ["^codex> *$"] }, PROFILES);
  const profile = made.kind === "profile" ? made.profile : undefined;

  it("do not take its own away", () => {
    expect(profile?.rules.length).toBe(1 + (codex?.rules.length ?? 0));
    expect(profile?.composers.length).toBe(1 + (codex?.composers.length ?? 0));
  });

  it("a composer replaces its own", () => {
    const other = userProfile("codex", { composer: "^codex> " }, PROFILES);
    expect(other.kind === "profile" && other.profile.composers.length).toBe(1);
  });

  it("extends takes another's", () => {
    const mine = userProfile("mine", { extends: "codex", process: ["my-codex"] }, PROFILES);
    expect(mine.kind === "profile" && mine.profile).toMatchObject({ id: "mine", rules: codex?.rules });
  });
});

it("looks at as many rows from the bottom as the config says", () => {
  const rows = ["working…", "", "one", "two", "ready>"];
  const verdictOf = (count: number) => {
    const made = userProfile("mine", { composer: "^ready>", busy: ["working…"] }, PROFILES, count);
    if (made.kind !== "profile") throw new Error(made.errors.join());
    const cursor = { x: 0, y: 4, visible: true };
    const frame = { at: 0, rows, size: { cols: 9, rows: 5 }, cursor, alternate: false, title: "", command: "" };
    return classify(frame, made.profile).verdict;
  };
  expect([verdictOf(3), verdictOf(4)]).toEqual(["idle", "busy"]);
});

describe("is refused, one line for each mistake", () => {
  it.each([
    [{ busy: ["("] }, /^agents\.mine\.busy\[0\] is "\("; unterminated group$/],
    [{ busy: ["ok", ".*"] }, /^agents\.mine\.busy\[1\] is "\.\*"; it matches an empty line, so it says nothing$/],
    [{ extends: "nobody" }, /^agents\.mine\.extends is "nobody"; no such agent$/],
    [{ idle: ["x".repeat(501)] }, /at most 500 characters$/],
    [{ composer: "ready>" }, /^agents\.mine\.composer is "ready>"; must begin with "\^": the row from its start to/],
    [{ composer: "^(> (?<text>.*))$" }, /; the group text must not stand inside another group or an alternative$/],
    [{ composer: "^> (?<text>.*) │$" }, /; nothing but "\$" may stand behind the group text$/],
    [
      { composer: "^>", idle: ["shortcuts"] },
      /^agents\.mine\.idle\[0\] is "shortcuts"; must begin with "\^": it is where/,
    ],
    [{ waiting: ["(?=x)y"] }, /^agents\.mine\.waiting\[0\] is "\(\?=x\)y"; the lookahead \(\?=x\) is not allowed here/],
    [{ busy: Array.from({ length: 21 }, (_, at) => `b${at}`) }, /^agents\.mine has 21 patterns; must be at most 20$/],
  ] as const)("%j", (patterns, why) => {
    expect(errors(patterns)).toEqual([expect.stringMatching(why)]);
  });

  it("all of them at once", () => {
    expect(errors({ busy: ["(", "["], idle: [")"] })).toHaveLength(3);
  });
});
