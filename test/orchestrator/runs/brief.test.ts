import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runId, sessionName, taskId } from "../../../machines/ids.ts";
import { DEFAULT_RUN_POLICY, FAILURES } from "../../../machines/run-context.ts";
import type { RunFailure } from "../../../machines/run-context.ts";
import { briefText } from "../../../orchestrator/runs/brief.ts";
import type { Brief } from "../../../orchestrator/runs/brief.ts";
import type { CheckReport, Past } from "../../../orchestrator/runs/run.ts";
import { checkTaskText, MAX_TEXT_BYTES, utf8Length } from "../../../orchestrator/text.ts";

const brief = (more: Partial<Brief> = {}): Brief => ({
  task: { content: "Write the parser" },
  past: [],
  isFollowUp: false,
  ...more,
});
const worktree = { path: "/w/t", branch: "drover/t", data: "/w/t.data", port: 42_000, ports: 10 };

const check = (output: string): CheckReport => ({
  command: "npm test",
  outcome: { kind: "failed", reason: "it ended with code 1 after 2.0 s" },
  directory: "/w/t",
  took: 2_000,
  output,
});
const past = (failure: RunFailure, attempt = 1, output?: string): Past => ({
  run: {
    id: runId(`run-${attempt}`),
    task: taskId("task-1"),
    session: sessionName("red"),
    state: "failed",
    attempt,
    round: 0,
    policy: DEFAULT_RUN_POLICY,
    hasWorktree: false,
    createdAt: 0,
    failure,
  },
  ...(output === undefined ? {} : { report: { round: 0, at: 0, ended: "", check: check(output) } }),
});

describe("a task's text", () => {
  it("with nothing beside it is the task alone", () => {
    expect(briefText(brief())).toBe("Write the parser");
  });

  it("has where to work, what it builds on, what it is accepted for, what decides, what was tried, what it serves", () => {
    const text = briefText(
      brief({
        task: { content: "Write the parser", acceptance: "It keeps\n\n\nthe positions." },
        goal: "Parse dates",
        place: { directory: "/w/t", worktree },
        buildsOn: ["drover/a", "drover/b"],
        check: "npm test",
        past: [
          past({ kind: "agent error", reason: "API" }, 1),
          past({ kind: "check failed", reason: "code 1" }, 2, "1 failing\n"),
        ],
      }),
    );
    expect(text.split("\n")).toEqual([
      "Write the parser",
      "Work here: /w/t is a git worktree of your own on branch drover/t; change nothing outside of it, and commit your work there. Yours alone are also the ports 42000 to 42009 (DROVER_PORT=42000) and the directory /w/t.data (DROVER_DATA=/w/t.data).",
      "What it builds on may not be merged yet: first run git merge --no-edit drover/a drover/b",
      "It is accepted when: It keeps",
      "the positions.",
      "It is done when this succeeds: npm test",
      "The last attempt ended so: check failed. code 1",
      "The end of what its check said:",
      "1 failing",
      "It serves this goal: Parse dates",
      "Attempt 1 ended so: agent error. API",
    ]);
  });

  it("that a reviewer sent back has his words", () => {
    const text = briefText(brief({ past: [past({ kind: "rejected", reason: "Use the lexer." })] }));
    expect(text).toBe("Write the parser\nA reviewer sent the last attempt back: Use the lexer.");
  });

  it("as a follow-up says first what is wrong, with the end of what the check said", () => {
    const failed = past({ kind: "check failed", reason: "x" }, 1, `${"noise\n".repeat(2_000)}the cause\n`);
    const text = briefText(brief({ isFollowUp: true, check: "npm test", past: [failed] }));
    const lines = text.split("\n");
    expect(lines[0]).toBe(
      "Your work on this task does not pass its check yet (npm test): it ended with code 1 after 2.0 s.",
    );
    expect(lines[1]).toBe("The end of what it said:");
    expect(lines.slice(-2)).toEqual(["the cause", "Mend that. The task was: Write the parser"]);
    expect(text.length).toBeLessThan(5_000);
  });
});

const anything = fc.string({ unit: "binary", maxLength: 600 });
const content = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }).map((raw) => {
  const checked = checkTaskText(raw);
  return checked.kind === "text" ? checked.text : "a task";
});
const tries = fc.array(fc.tuple(fc.record({ kind: fc.constantFrom(...FAILURES), reason: anything }), anything), {
  maxLength: 3,
});
const facts = fc.record({
  content,
  acceptance: anything,
  goal: anything,
  check: anything,
  tries,
  isFollowUp: fc.boolean(),
});

it("whatever belongs to it, the text may be typed: no control, no blank line more, not too long; a fresh task is whole", () => {
  fc.assert(
    fc.property(facts, ({ content: own, acceptance, goal, check: command, tries: tried, isFollowUp }) => {
      const before = tried.map(([why, output], at) => past(why, at + 1, output));
      const text = briefText(
        brief({ task: { content: own, acceptance }, goal, check: command, past: before, isFollowUp }),
      );
      expect(checkTaskText(text).kind).toBe("text");
      expect(utf8Length(text)).toBeLessThanOrEqual(MAX_TEXT_BYTES);
      if (!isFollowUp) expect(text.startsWith(own)).toBe(true);
      expect(isFollowUp ? text : text.slice(own.length)).not.toMatch(/\n\s*\n/);
    }),
  );
});

it("what does not fit behind a long task is left out, and the task is whole", () => {
  const content = "x".repeat(MAX_TEXT_BYTES - 10);
  expect(briefText(brief({ task: { content, acceptance: "It holds." }, goal: "g" }))).toBe(content);
});
