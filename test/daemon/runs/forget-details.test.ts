// Details of runs are removed by age, in steps with rests, and only while nobody else writes.
import Database from "better-sqlite3";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { makeLife } from "../../../daemon/life.ts";
import { forgetDetails } from "../../../daemon/runs/forget-details.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import { opened } from "../../state/backlog/open-for-test.ts";
import { temporaryDirectory } from "../../state/temporary.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { inspectedRun } from "./stage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = 1_700_000_000_000;

let backlog: Backlog;
let other: Database.Database;
beforeEach(async () => {
  const path = join(temporaryDirectory(), "goals.db");
  backlog = await opened(path);
  other = new Database(path);
  onTestFinished(() => {
    backlog.close();
    other.close();
  });
});

/** A run that ended at START, with so many reports. */
async function run(reports: number): Promise<void> {
  await inspectedRun(backlog, START);
  other
    .prepare(
      `WITH RECURSIVE more(round) AS (SELECT 1 UNION ALL SELECT round + 1 FROM more WHERE round < ?)
       INSERT INTO drover_run_reports SELECT run_id, more.round, body, patch FROM drover_run_reports, more
       WHERE more.round < ?`,
    )
    .run(reports, reports);
}
const left = () => other.prepare("SELECT count(*) FROM drover_run_reports WHERE patch IS NOT NULL").pluck().get();

/** A daemon's part that began at START and keeps details for `age`; `pass` moves its clock. */
function keeper(age: number) {
  const clock = manualClock(START);
  const life = makeLife(clock);
  const kept = forgetDetails({ backlog, clock, life, age });
  onTestFinished(async () => {
    life.end();
    await kept;
  });
  return {
    pass: async (ms: number, step = MINUTE) => {
      for (let passed = 0; passed < ms; passed += step) {
        clock.advance(step);
        for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
      }
    },
  };
}

it("goes within the hour after it became old enough, and not before", async () => {
  await run(1);
  const { pass } = keeper(48 * HOUR);
  await pass(48 * HOUR);
  expect(left()).toBe(1);
  await pass(HOUR + MINUTE);
  expect(left()).toBe(0);
});

it("goes in steps, with a rest after each", async () => {
  await run(10);
  const { pass } = keeper(0);
  await pass(MINUTE);
  expect(left()).toBe(6);
  await pass(19, 1);
  expect(left()).toBe(6);
  await pass(1, 1);
  expect(left()).toBe(2);
  await pass(20, 20);
  expect(left()).toBe(0);
});

it(
  "another program's transaction puts it off by a minute, and no claim waits for it",
  { timeout: 30_000 },
  async () => {
    await run(6);
    const { pass } = keeper(0);
    other.exec("BEGIN IMMEDIATE");
    await pass(3 * MINUTE);
    expect(left()).toBe(6);
    other.exec("ROLLBACK");
    expect(await backlog.add({ content: "y" }, START)).toMatchObject({ content: "y" });
    await pass(MINUTE);
    await pass(20, 20);
    expect(left()).toBe(0);
  },
);
