import { describe, expect, it } from "vitest";
import { settle } from "../../agents/settle.ts";
import type { Settling } from "../../agents/settle.ts";
import type { Judgement, Verdict } from "../../machines/evidence.ts";
import type { Frame } from "../../machines/frame.ts";

const PATIENCE = { still: 1_000, afterText: 15_000 };

/** What stands on the screen when (ms), and what one look at it says. */
type Look = readonly [at: number, shown: string, verdict: Verdict];

describe("a verdict over more than one frame", () => {
  const believed = (...looks: readonly Look[]): Verdict | "unsettled" => {
    const last = looks.reduce<Settling | undefined>(
      (before, [at, shown, verdict]) => settle(before, frame(at, shown), judgement(verdict, shown), PATIENCE),
      undefined,
    );
    if (!last) throw new Error("no look");
    return last.kind === "settled" ? last.judgement.verdict : "unsettled";
  };
  const IDLE: readonly Look[] = [
    [0, "", "idle"],
    [1_500, "", "idle"],
  ];

  it.each<[rule: string, looks: readonly Look[], believed: Verdict | "unsettled"]>([
    ["S1 idle counts on a screen that stood still", IDLE, "idle"],
    [
      "S1 idle on a screen that changes is not believed",
      [
        [0, "a", "busy"],
        [100, "b", "busy"],
        [1_000, "c", "idle"],
        [2_000, "d", "idle"],
        [3_000, "e", "idle"],
      ],
      "unsettled",
    ],
    [
      "S1 text that a person is typing ends idle with the second look",
      [...IDLE, [1_600, "fix", "typed"], [1_700, "fix th", "typed"]],
      "typed",
    ],
    [
      "S1 text that is seen in the middle of a turn must stand still",
      [
        [0, "a", "busy"],
        [100, "b", "busy"],
        [200, "c", "typed"],
        [300, "d", "typed"],
      ],
      "unsettled",
    ],
    [
      "S2 a composer that was just emptied is not idle",
      [...IDLE, [1_600, "fix", "typed"], [1_700, "fix", "typed"], [1_800, "", "idle"], [3_500, "", "idle"]],
      "unknown",
    ],
    [
      "S2 it is idle again when patience is over",
      [...IDLE, [1_600, "fix", "typed"], [1_700, "fix", "typed"], [17_000, "", "idle"], [18_500, "", "idle"]],
      "idle",
    ],
    [
      "S3 a menu counts when two looks agree",
      [...IDLE, [1_600, "1. Yes", "waiting"], [1_700, "1. Yes 2. No", "waiting"]],
      "waiting",
    ],
    ["S4 a torn frame unseats nothing", [...IDLE, [1_600, "torn", "unknown"]], "unsettled"],
    [
      "S5 the first rest after a boot lasts longer than a flash",
      [
        [0, "", "starting"],
        [100, "", "starting"],
        [200, "ready", "idle"],
        [500, "ready", "idle"],
      ],
      "unsettled",
    ],
  ])("%s", (_, looks, expected) => expect(believed(...looks)).toEqual(expected));
});

const judgement = (verdict: Verdict, text: string): Judgement => ({
  verdict,
  flags: [],
  because: `opencode/${verdict}-rule`,
  source: "screen",
  agent: "opencode",
  ...(verdict === "idle" || verdict === "typed" ? { composer: { text, row: 0 } } : {}),
});

const frame = (at: number, row: string): Frame => ({
  at,
  rows: [row],
  size: { cols: 80, rows: 24 },
  cursor: { x: row.length, y: 0, visible: true },
  alternate: false,
  title: "",
  command: "node",
});
