import Database from "better-sqlite3";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { makeLife } from "../../daemon/life.ts";
import { keepRetention } from "../../daemon/retention.ts";
import type { Retention } from "../../daemon/retention.ts";
import type { Phase } from "../../machines/delivery.ts";
import { claimId, sessionName, taskId } from "../../machines/ids.ts";
import { isPassing } from "../../state/database/sqlite-error.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import { openLedger } from "../../state/ledger/open-ledger.ts";
import { temporaryDirectory } from "../state/temporary.ts";
import { manualClock } from "../support/manual-clock.ts";

const HOUR = 3_600_000;
const START = 1_700_000_000_000;
const mary = sessionName("mary");

let path: string;
let ledger: Ledger;
beforeEach(() => {
  path = join(temporaryDirectory(), "state.db");
  const opened = openLedger(path);
  if (opened.kind === "refused") throw new Error(opened.why);
  ledger = opened.ledger;
  onTestFinished(() => opened.ledger.close());
});

/** Runs it for so many minutes of a clock that stands at hour `at`. */
async function forget(at: number, retention: Partial<Omit<Retention, "runs">>, minutes = 1): Promise<void> {
  const clock = manualClock(START + at * HOUR);
  const life = makeLife(clock);
  const bounds = { journal: 1e12, screens: 1e12, stateSize: 1e12, ...retention };
  const kept = keepRetention({ ledger, clock, life, retention: bounds, isPassing });
  for (let steps = 0; steps < minutes * 3_000; steps += 1) {
    clock.advance(20);
    await Promise.resolve();
  }
  life.end();
  await kept;
}

/** One entry an hour, each of about a kilobyte. */
const hours = (count: number) =>
  ledger.commit(
    Array.from({ length: count }, (_, hour) => ({
      session: mary,
      at: START + hour * HOUR,
      event: { type: "reported", at: 0, task: taskId("t"), outcome: "done", text: "0123456789".repeat(100) } as const,
      from: "idle",
      to: "idle",
      snapshot: { version: 1, json: "{}" },
      intents: [],
      timers: [],
      deliveries: [],
    })),
  );
const kept = () => ledger.journal({ limit: 10_000, end: "oldest" }).map(({ at }) => (at - START) / HOUR);
const doubt = (phase: Phase, hour: number) =>
  ledger.advance(
    { claim: claimId("c1"), session: mary, grant: { kind: "general" }, tag: "[t]", text: "x", phase },
    START + hour * HOUR,
  );

it("what is older than its age goes, within a minute", async () => {
  hours(100);
  await forget(100, { journal: 10 * HOUR }, 2);
  expect(kept()).toEqual([91, 92, 93, 94, 95, 96, 97, 98, 99]);
});

it("what is more than its bytes goes, the oldest first; the newest stay", async () => {
  hours(2_000);
  const stateSize = Math.floor(ledger.bytes() / 2);
  await forget(2_000, { stateSize }, 2);
  expect(ledger.bytes()).toBeLessThanOrEqual(stateSize);
  expect(ledger.bytes()).toBeGreaterThan(stateSize * 0.8);
  expect(kept().at(-1)).toBe(1_999);
  expect(kept().length).toBe(2_000 - (kept()[0] ?? 0));
});

it("a claim in doubt keeps its evidence, however small the bound", async () => {
  hours(300);
  doubt({ name: "held", seen: "?" }, 10);
  await forget(300, { stateSize: 1 }, 2);
  expect(kept()).toEqual([9, 10, 11, 10]);
  expect(ledger.openDeliveries()).toHaveLength(1);
});

it("a locked file puts it off, and loses nothing but time", { timeout: 30_000 }, async () => {
  hours(50);
  const other = new Database(path);
  other.exec("BEGIN IMMEDIATE");
  await forget(100, { journal: HOUR });
  expect(kept()).toHaveLength(50);
  other.exec("ROLLBACK");
  other.close();
  await forget(100, { journal: HOUR }, 2);
  expect(kept()).toEqual([]);
});
