import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SUPERSEDED_AFTER, trustIn } from "../../agents/channels/trust.ts";
import { SILENT } from "../../agents/channels/word.ts";
import type { Said, Word } from "../../agents/channels/word.ts";
import { fresh, fuse, heed } from "../../agents/fusion.ts";
import type { Fused } from "../../agents/fusion.ts";
import type { Settling } from "../../agents/settle.ts";
import { VERDICTS } from "../../machines/evidence.ts";
import type { Flag, Judgement, Verdict } from "../../machines/evidence.ts";

const NOW = 1_000_000;

const judgement = (verdict: Verdict, more: Partial<Judgement> = {}): Judgement => ({
  verdict,
  flags: [],
  because: `claude/${verdict}-rule`,
  line: "a row",
  source: "screen",
  agent: "claude",
  ...(verdict === "idle" || verdict === "typed" ? { composer: { text: "", row: 20 } } : {}),
  ...more,
});

interface Screen {
  readonly verdict: Verdict;
  readonly before?: Verdict;
  readonly since?: number;
  readonly settled?: boolean;
  readonly more?: Partial<Judgement>;
}

/** A settled screen that has stood for a minute, unless said otherwise. */
function screen({ verdict, before, since = NOW - 60_000, settled = true, more }: Screen): Settling {
  const last = judgement(verdict, more);
  const held = settled ? last : judgement(before ?? verdict);
  return { kind: settled ? "settled" : "unsettled", judgement: held, last, shown: "", since, textAt: undefined };
}

const word = (channel: Word["channel"], verdict: Word["verdict"], age = 0, more: Partial<Word> = {}): Word => ({
  channel,
  verdict,
  flags: [],
  because: channel === "hook" ? "claude/hook-Stop" : `claude/${channel}`,
  line: "it says so",
  at: NOW - age,
  heard: channel === "hook" ? NOW - age : NOW,
  ...more,
});
const hook = (verdict: Word["verdict"], age = 0, more: Partial<Word> = {}) => word("hook", verdict, age, more);
const file = (verdict: Word["verdict"], age = 0, more: Partial<Word> = {}) => word("status-file", verdict, age, more);
const said = (...words: readonly Word[]): Said => ({ words, flags: [] });

/** One look after the other, a second apart unless the step says when; what holds after each. */
function film(
  steps: readonly { readonly after?: number; readonly screen: Screen; readonly said?: Said }[],
): readonly Fused[] {
  const shots: Fused[] = [];
  let at = NOW;
  for (const step of steps) {
    at += step.after ?? 0;
    shots.push(fuse(shots.at(-1), { at, screen: screen(step.screen), said: step.said ?? SILENT }));
  }
  return shots;
}
const says = ({ kind, judgement: { verdict, because } }: Fused) => `${kind} ${verdict} ${because}`;

describe("one look, one word", () => {
  it.each<[string, Screen, Word, string]>([
    ["both busy", { verdict: "busy" }, file("busy"), "settled busy claude/status-file"],
    ["the agent is ahead of its screen", { verdict: "idle" }, file("busy"), "settled busy claude/status-file"],
    ["a menu before it is painted", { verdict: "busy" }, hook("waiting"), "settled waiting claude/hook-Stop"],
    ["a blank screen", { verdict: "unknown" }, hook("busy"), "settled busy claude/hook-Stop"],
    ["both idle", { verdict: "idle" }, file("idle", 5_000), "settled idle claude/status-file"],
    ["no composer: no idle", { verdict: "unknown" }, file("idle"), "settled unknown claude/unknown-rule"],
    ["a dialog that no channel knows", { verdict: "dialog" }, file("idle"), "settled dialog claude/dialog-rule"],
    ["a menu while the file is late", { verdict: "waiting" }, file("busy"), "settled waiting claude/waiting-rule"],
    ["a draft while it works", { verdict: "typed" }, file("busy"), "settled busy claude/status-file"],
    ["a status we do not know", { verdict: "idle" }, file("unknown"), "settled unknown claude/status-file"],
    ["a status we do not know, busy", { verdict: "busy" }, file("unknown"), "settled busy claude/busy-rule"],
    ["a limit holds", { verdict: "limited" }, file("idle"), "settled limited claude/limited-rule"],
    ["an end that the screen does not show yet", { verdict: "busy" }, hook("idle"), "settled busy claude/busy-rule"],
  ])("%s", (_name, shown, spoken, expected) => {
    expect(says(fuse(undefined, { at: NOW, screen: screen(shown), said: said(spoken) }))).toBe(expected);
  });

  it("a pane without its agent is gone, whatever its file says", () => {
    const dead = screen({ verdict: "gone", more: { source: "process", because: "process/bare-shell" } });
    expect(says(fuse(undefined, { at: NOW, screen: dead, said: said(file("busy")) }))).toBe(
      "settled gone process/bare-shell",
    );
  });

  it("keeps what only the screen knows: the composer, the kind of a dialog", () => {
    const asks = screen({ verdict: "waiting", more: { sub: "plan" } });
    const fused = fuse(undefined, { at: NOW, screen: asks, said: said(file("waiting", 0, { sub: "permission" })) });
    expect(fused.judgement).toMatchObject({ verdict: "waiting", sub: "plan", source: "channel", line: "it says so" });
    const idle = fuse(undefined, { at: NOW, screen: screen({ verdict: "idle" }), said: said(file("idle")) });
    expect(idle.judgement.composer).toEqual({ text: "", row: 20 });
  });

  it("flags of both stand", () => {
    const flags: readonly Flag[] = ["background_work"];
    const shown = screen({ verdict: "idle", more: { flags: ["after_error"] } });
    const fused = fuse(undefined, { at: NOW, screen: shown, said: { words: [], flags } });
    expect(fused.judgement.flags).toEqual(["after_error", "background_work"]);
  });
});

describe("two that disagree", () => {
  const settledIdle = { verdict: "idle", since: NOW } as const;

  it("nothing fires on Esc: a busy hook gives way to a composer that stays ready", () => {
    const busy = hook("busy", 30_000);
    const shots = film([
      { screen: { verdict: "busy" }, said: said(busy) },
      { after: 500, screen: { verdict: "idle", since: NOW + 100 }, said: said(busy) },
      { after: 1_000, screen: { verdict: "idle", since: NOW + 100 }, said: said(busy) },
      { after: 1_000, screen: { verdict: "idle", since: NOW + 100 }, said: said(busy) },
    ]);
    expect(shots.map(says)).toEqual([
      "settled busy claude/hook-Stop",
      "settled busy claude/hook-Stop",
      "settled busy claude/hook-Stop",
      "settled idle claude/idle-rule",
    ]);
    expect(shots.map(({ overruled }) => overruled)).toEqual([[], [], [], [busy]]);
    expect(shots[1]?.again).toBe(NOW + 100 + trustIn(busy, "claude").against);
  });

  it("a turn that the screen says was cut off needs no patience", () => {
    const busy = hook("busy", 30_000);
    const shots = film([
      { screen: { verdict: "busy" }, said: said(busy) },
      { after: 500, screen: { ...settledIdle, more: { flags: ["interrupted"] } }, said: said(busy) },
    ]);
    expect(says(shots[1] ?? never())).toBe("settled idle claude/idle-rule");
  });

  it("a menu that was seen and is gone was answered, though nothing says so", () => {
    const asks = hook("waiting");
    const shots = film([
      { screen: { verdict: "busy" }, said: said(asks) },
      { after: 400, screen: { verdict: "waiting" }, said: said(asks) },
      { after: 400, screen: { verdict: "busy" }, said: said(asks) },
    ]);
    expect(shots.map(says)).toEqual([
      "settled waiting claude/hook-Stop",
      "settled waiting claude/hook-Stop",
      "settled busy claude/busy-rule",
    ]);
  });

  it("a status file that goes on saying busy over a ready composer makes it unknown, never idle", () => {
    const busy = file("busy", 60_000);
    const shots = film([
      { screen: settledIdle, said: said(busy) },
      { after: 5_000, screen: settledIdle, said: said(busy) },
      { after: 6_000, screen: settledIdle, said: said(busy) },
      { after: 60_000, screen: settledIdle, said: said(busy) },
    ]);
    expect(shots.map(says)).toEqual([
      "settled busy claude/status-file",
      "settled busy claude/status-file",
      "settled unknown claude/status-file says busy, claude/idle-rule says idle",
      "settled unknown claude/status-file says busy, claude/idle-rule says idle",
    ]);
    expect(shots.flatMap(({ overruled }) => overruled)).toEqual([]);
  });

  it("the file follows Esc: read later than the hook, it goes first", () => {
    const words = said(file("idle", 100), hook("busy", SUPERSEDED_AFTER));
    expect(says(fuse(undefined, { at: NOW, screen: screen({ verdict: "idle" }), said: words }))).toBe(
      "settled idle claude/status-file",
    );
    expect(fresh(words.words, "claude", NOW)).toEqual([words.words[0]]);
  });

  it("a hook that is younger than the file's last reading goes first", () => {
    const words = said(file("idle", 60_000, { heard: NOW }), hook("busy", 100));
    expect(says(fuse(undefined, { at: NOW, screen: screen({ verdict: "idle" }), said: words }))).toBe(
      "settled busy claude/hook-Stop",
    );
  });
});

describe("an end that is said and shown", () => {
  const turn = [{ screen: { verdict: "idle" } as Screen }, { after: 1_000, screen: { verdict: "busy" } as Screen }];

  it("needs no second look", () => {
    const stop = hook("idle", -3_000);
    const shots = film([
      ...turn,
      { after: 2_000, screen: { verdict: "idle", before: "busy", settled: false }, said: said(stop) },
    ]);
    expect(says(shots[2] ?? never())).toBe("settled idle claude/hook-Stop");
  });

  it("a torn frame just after Enter is no end: the file's idle is older than the turn", () => {
    const late = file("idle", 10_000);
    const shots = film([
      ...turn.map((step) => ({ ...step, said: said(late) })),
      { after: 200, screen: { verdict: "idle", before: "busy", settled: false }, said: said(late) },
    ]);
    expect(says(shots[2] ?? never())).toBe("unsettled busy claude/busy-rule");
  });

  it("at a start nothing has ended", () => {
    const shots = film([{ screen: { verdict: "idle", settled: false }, said: said(file("idle")) }]);
    expect(shots[0]?.kind).toBe("unsettled");
  });
});

describe("a single look of the deliverer", () => {
  it.each<[Verdict, Word, Verdict]>([
    ["idle", hook("busy", 100), "busy"],
    ["idle", file("busy", 90_000), "busy"],
    ["typed", file("waiting"), "waiting"],
    ["idle", file("unknown"), "unknown"],
    ["idle", file("idle"), "idle"],
    ["typed", file("idle"), "typed"],
    ["busy", hook("idle"), "busy"],
    ["dialog", file("busy"), "dialog"],
  ])("shows %s, the agent says %o: %s", (shown, spoken, expected) => {
    expect(heed(judgement(shown), said(spoken), NOW).verdict).toBe(expected);
  });
});

const words = fc.array(
  fc
    .record({
      channel: fc.constantFrom<Word["channel"]>("status-file", "sse", "hook"),
      verdict: fc.constantFrom<Word["verdict"]>("busy", "idle", "waiting", "unknown"),
      age: fc.integer({ min: -2_000, max: 30_000 }),
      read: fc.integer({ min: 0, max: 30_000 }),
    })
    .map(({ channel, verdict, age, read }) =>
      word(channel, verdict, age, channel === "hook" ? {} : { heard: NOW - Math.min(read, Math.max(age, 0)) }),
    ),
  { maxLength: 3 },
);
const step = fc.record({
  after: fc.integer({ min: 0, max: 15_000 }),
  screen: fc.record({
    verdict: fc.constantFrom(...VERDICTS),
    before: fc.constantFrom(...VERDICTS),
    since: fc.integer({ min: NOW - 20_000, max: NOW }),
    settled: fc.boolean(),
  }),
  said: words.map((all): Said => ({ words: all, flags: [] })),
});

describe("whatever is shown and said", () => {
  it("idle takes a screen that is seen idle, and no fresh word against it but one that was overruled", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        let at = NOW;
        film(steps).forEach((fused, index) => {
          const now = steps[index] ?? never();
          at += now.after;
          if (fused.kind !== "settled" || fused.judgement.verdict !== "idle") return;
          expect(now.screen.verdict).toBe("idle");
          const against = fresh(now.said.words, "claude", at).filter(({ verdict }) => verdict !== "idle");
          expect(against.filter((each) => !fused.overruled.includes(each))).toEqual([]);
          expect(against.every(({ channel }) => channel === "hook")).toBe(true);
        });
      }),
      { numRuns: 3_000 },
    );
  });

  it("with nothing said it is the screen's alone", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const silent = film(steps.map((each) => ({ ...each, said: SILENT })));
        silent.forEach((fused, index) => {
          const { kind, judgement: held } = screen((steps[index] ?? never()).screen);
          expect([fused.kind, fused.judgement]).toEqual([kind, held]);
        });
      }),
    );
  });
});

function never(): never {
  throw new Error("no such step");
}
