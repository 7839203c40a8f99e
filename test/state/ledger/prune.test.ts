import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Delivery, Phase } from "../../../machines/delivery.ts";
import { claimId, sessionName, taskId } from "../../../machines/ids.ts";
import type { Ledger } from "../../../state/ledger/ledger.ts";
import { openLedger } from "../../../state/ledger/open-ledger.ts";
import type { Cut } from "../../../state/ledger/prune.ts";
import { temporaryDirectory } from "../temporary.ts";

const HOUR = 3_600_000;
const mary = sessionName("mary");
const john = sessionName("john");
const closed: Phase = { name: "closed", how: "done: said so" };
const held: Phase = { name: "held", seen: "?" };
const delivery = (id: string, phase: Phase, session = mary): Delivery => ({
  claim: claimId(id),
  session,
  grant: { kind: "task", task: taskId(`task-${id}`), fence: 1, priority: 50 },
  tag: `[drover task-${id}]`,
  text: "fix it",
  phase,
});

let ledger: Ledger;
beforeEach(() => {
  const opened = openLedger(join(temporaryDirectory(), "state.db"));
  if (opened.kind === "refused") throw new Error(opened.why);
  ledger = opened.ledger;
  onTestFinished(() => opened.ledger.close());
});

/** Prunes to the end; answers how many rows each step removed in all. */
function pruneAll(cut: Partial<Cut>): readonly number[] {
  const whole = { journal: 0, screens: 0, ...cut };
  const steps: number[] = [];
  for (let place = ledger.prune(whole); ; place = ledger.prune(whole, place)) {
    steps.push(place.removed);
    if (place.over) return steps;
  }
}
const entries = () =>
  ledger.journal({ limit: 10_000, end: "oldest" }).map(({ session, at }) => `${session} ${at / HOUR}`);
const note = (at: number, session = mary) => ledger.note(session, "n", {}, at * HOUR);
/** Many entries in one commit. */
const many = (times: readonly number[], text = "") =>
  ledger.commit(
    times.map((at) => ({
      session: mary,
      at: at * HOUR,
      event: { type: "reported", at, task: taskId("task-1"), outcome: "done", text } as const,
      from: "idle",
      to: "idle",
      snapshot: { version: 1, json: "{}" },
      intents: [],
      timers: [],
      deliveries: [],
    })),
  );
const screenAt = (text: string, at: number, session = mary) =>
  ledger.keepScreen({ session, rows: [text], at: at * HOUR });

describe("the journal", () => {
  it("loses what is older, the rest stays with its numbers", () => {
    for (let at = 1; at <= 10; at += 1) note(at);
    pruneAll({ journal: 8 * HOUR });
    expect(entries()).toEqual(["mary 8", "mary 9", "mary 10"]);
    expect(ledger.lastSeq()).toBe(10);
    pruneAll({ journal: 99 * HOUR });
    expect(note(11).seq).toBe(11);
  });

  it("is pruned a few hundred rows a step", () => {
    many(Array.from({ length: 1_000 }, () => 1));
    expect(pruneAll({ journal: 2 * HOUR })).toEqual([300, 600, 900, 1_000, 1_000]);
  });

  it("goes on behind entries that a wrong clock dated into the future", () => {
    for (const at of [1, 900, 901, 2, 3]) note(at);
    pruneAll({ journal: 4 * HOUR });
    expect(entries()).toEqual(["mary 900", "mary 901"]);
  });

  it("keeps what an open claim of its session needs, from an hour before it began", () => {
    for (const at of [1, 5, 6]) note(at);
    note(6, john);
    ledger.advance(delivery("c1", { name: "assigned" }), 6.5 * HOUR);
    note(50);
    pruneAll({ journal: 99 * HOUR });
    expect(entries()).toEqual(["mary 6", "mary 6.5", "mary 50"]);
    ledger.advance(delivery("c1", closed), 51 * HOUR);
    pruneAll({ journal: 99 * HOUR });
    expect(entries()).toEqual([]);
  });

  it("keeps of a claim in doubt what led to the doubt, and not all that was ever after", () => {
    ledger.advance(delivery("c1", { name: "assigned" }), 10 * HOUR);
    ledger.advance(delivery("c1", held), 11 * HOUR);
    for (const at of [8, 12, 13]) note(at);
    pruneAll({ journal: 99 * HOUR });
    expect(entries()).toEqual(["mary 10", "mary 11", "mary 12"]);
  });
});

describe("deliveries", () => {
  const isKept = (id: string) => ledger.delivery(claimId(id)) !== undefined;

  it("that are open, their session's newest, or named by the outbox stay", () => {
    ledger.advance(delivery("open", held), HOUR);
    ledger.advance(delivery("old", closed), HOUR);
    ledger.advance(delivery("named", closed), HOUR);
    ledger.advance(delivery("newest", closed), HOUR);
    ledger.advance(delivery("johns", closed, john), HOUR);
    ledger.commit([
      {
        session: mary,
        at: HOUR,
        event: { type: "pause", at: HOUR },
        from: "idle",
        to: "idle",
        snapshot: { version: 1, json: "{}" },
        intents: [{ kind: "unhold", claim: claimId("named") }],
        timers: [],
        deliveries: [],
      },
    ]);
    pruneAll({ journal: 99 * HOUR });
    expect(["open", "old", "named", "newest", "johns"].map(isKept)).toEqual([true, false, true, true, true]);
    ledger.performed(1);
    pruneAll({ journal: 99 * HOUR });
    expect(isKept("named")).toBe(false);
  });
});

describe("a screen", () => {
  it("goes by when it was last seen, to the hour", () => {
    const [often, once] = [screenAt("often", 1), screenAt("once", 1)];
    screenAt("often", 1.5);
    screenAt("often", 9);
    pruneAll({ screens: 8 * HOUR });
    expect([ledger.screen(often)?.at, ledger.screen(once)]).toEqual([HOUR, undefined]);
  });

  it("that a session shows now, or that was shown while an open claim ran, stays", () => {
    const [now, during, before] = [screenAt("now", 1), screenAt("during", 5, john), screenAt("before", 2)];
    ledger.seed(mary, { version: 1, json: JSON.stringify({ screen: now }) }, {}, 0);
    ledger.advance(delivery("c1", { name: "assigned" }), 5 * HOUR);
    pruneAll({ screens: 99 * HOUR });
    expect([now, during, before].map((hash) => ledger.screen(hash) !== undefined)).toEqual([true, true, false]);
  });

  it("is reached behind many that stay", () => {
    ledger.advance(delivery("c1", held), HOUR);
    for (let n = 0; n < 310; n += 1) screenAt(`needed ${n}`, 1);
    const old = screenAt("old", 40);
    pruneAll({ screens: 99 * HOUR });
    expect(ledger.screen(old)).toBeUndefined();
  });
});

it("what was removed is room for what comes: the bytes in use fall, and the oldest moves on", () => {
  expect(ledger.oldest()).toBeUndefined();
  many(
    Array.from({ length: 500 }, (_, n) => n),
    "0123456789 ".repeat(100),
  );
  screenAt("a", 7);
  expect(ledger.oldest()).toBe(0);
  const before = ledger.bytes();
  pruneAll({ journal: 450 * HOUR, screens: 99 * HOUR });
  expect(ledger.bytes()).toBeLessThan(before / 4);
  expect(ledger.oldest()).toBe(450 * HOUR);
});
