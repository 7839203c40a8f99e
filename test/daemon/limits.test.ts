import { describe, expect, it } from "vitest";
import { classify } from "../../agents/classify.ts";
import { claude } from "../../agents/profiles/claude.ts";
import { makeLimits } from "../../daemon/watch/limits.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { Frame } from "../../machines/frame.ts";

const RULE = "─".repeat(40);
const rows = ["> go on", "  You've hit your weekly limit · resets 9pm", "", RULE, "❯ ", RULE, "  ? for shortcuts"];
const frame: Frame = {
  at: 0,
  rows,
  size: { cols: 80, rows: rows.length },
  cursor: { x: 2, y: 4, visible: true },
  alternate: false,
  title: "",
  command: "claude",
};
const hour = (hours: number): number => Date.UTC(2026, 10, 26, hours);

/** What a watch that remembers limits says of this screen at these hours. */
function says(hours: readonly number[]): readonly Judgement[] {
  const limits = makeLimits();
  return hours.map((at) => {
    const judgement = classify(frame, claude, { at: hour(at), utcOffsetMinutes: 0, limits: limits.known(hour(at)) });
    limits.note(judgement);
    return judgement;
  });
}

describe("a limit that names a time of day", () => {
  it("holds until then, and the composer below it is ready after that", () => {
    const [before, after] = says([20, 21.1]);
    expect(before).toMatchObject({ verdict: "limited", because: "claude/limit-reached", until: hour(21) });
    expect(after).toMatchObject({ verdict: "idle", flags: ["after_error"] });
  });

  it("is another limit's when the same line is seen the next evening", () => {
    expect(says([20, 44]).map(({ until }) => until)).toEqual([hour(21), hour(45)]);
  });
});
