// What is heavy of runs that ended long ago is removed, and nothing else of goals.db.
import Database from "better-sqlite3";
import fc from "fast-check";
import { join } from "node:path";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimId, sessionName } from "../../../machines/ids.ts";
import type { RunId } from "../../../machines/ids.ts";
import { DEFAULT_RUN_POLICY } from "../../../machines/run-context.ts";
import type { RunPolicy } from "../../../machines/run-context.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import type { DetailsPlace } from "../../../orchestrator/runs/run-book.ts";
import type { RoundReport } from "../../../orchestrator/runs/run.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened } from "./open-for-test.ts";

const DAY = 86_400_000;
const T0 = Date.UTC(2026, 2, 1, 12);
const mary = sessionName("mary");
const REVIEWED: RunPolicy = { ...DEFAULT_RUN_POLICY, check: true, followUps: 1, review: { kind: "always" } };
const FAILED = { kind: "failed", reason: "it ended with code 1" } as const;

let backlog: Backlog;
let other: Database.Database;
beforeEach(async () => {
  const path = join(temporaryDirectory(), "goals.db");
  backlog = await opened(path, { now: () => T0 });
  other = new Database(path);
});
afterEach(() => {
  backlog.close();
  other.close();
});

const report = (round: number, at: number): RoundReport => ({
  round,
  at,
  ended: "idle again",
  arrived: "a mark",
  message: "last words",
  check: { command: "npm test", outcome: FAILED, directory: "/w", took: 1_500, output: "1 test failed\n" },
  change: { files: [{ path: "a.ts", added: 3, removed: 1 }], added: 3, removed: 1, more: 2 },
});
const REMOVED = (round: number, at: number, removedAt: number): RoundReport => ({
  round,
  at,
  ended: "idle again",
  arrived: "a mark",
  check: { command: "npm test", outcome: FAILED, directory: "/w", took: 1_500, output: "" },
  change: { files: [], added: 3, removed: 1, more: 3 },
  detailsRemovedAt: removedAt,
});

/** How far a run has come, from the one that has just been inspected to those that are over. */
const ENDS = [
  "followed up",
  "in review",
  "approved",
  "rejected",
  "cancelled",
  "thrown away",
  "done elsewhere",
] as const;
type End = (typeof ENDS)[number];

let claims = 0;
async function turn(at: number): Promise<RunId> {
  const claim = claimId(`c-${++claims}`);
  const answer = await backlog.claim({ claim, session: mary, projects: [], at });
  const run = await backlog.openRun({ claim, session: mary, policy: REVIEWED, at });
  if (answer.kind !== "claimed" || run === undefined) throw new Error("nothing was claimed");
  await backlog.begin(claim, answer.fence);
  await backlog.working(claim, answer.fence);
  await backlog.endRun(claim, answer.fence, { kind: "done", proof: "idle" }, at);
  return run.id;
}
const found = (run: RunId, round: number, at: number, passes: boolean) =>
  backlog.inspected(
    run,
    { report: report(round, at), check: passes ? { kind: "passed" } : FAILED, lines: 4, patch: `+round ${round}` },
    at,
  );

/** A run whose last step was taken then, and that had begun long before. */
async function worked(end: End, at: number): Promise<RunId> {
  const { id } = await backlog.add({ content: end }, T0 - 90 * DAY);
  const run = await turn(T0 - 90 * DAY);
  await found(run, 0, at, end !== "followed up");
  const write = (sql: string) => other.prepare(sql).run(id);
  if (end === "approved") await backlog.approveRun(run, "well done", at);
  if (end === "rejected") await backlog.rejectRun(run, "use the parser", false, at);
  if (end === "rejected") other.exec("UPDATE tasks SET not_before = '2099-01-01 00:00:00.000'");
  if (end === "followed up") await backlog.claim({ claim: claimId(`c-${++claims}`), session: mary, projects: [], at });
  if (end === "cancelled") await backlog.cancel(id, at);
  if (end === "thrown away") write("DELETE FROM tasks WHERE id = ?");
  if (end === "done elsewhere") write("UPDATE tasks SET status = 'completed' WHERE id = ?");
  await backlog.settleStrays(at);
  return run;
}

async function walk(endedBefore: number, now: number): Promise<readonly DetailsPlace[]> {
  const places: DetailsPlace[] = [];
  do {
    const place = await backlog.removeDetails(endedBefore, now, places.at(-1));
    if (place === "busy") throw new Error("busy");
    places.push(place);
  } while (!places.at(-1)?.over);
  return places;
}
const removed = (places: readonly DetailsPlace[]) => places.at(-1)?.removed;

/** All rows of all tables but the reports' texts. */
const rest = () =>
  JSON.stringify(
    ["tasks", "task_events", "task_dependencies", "goals", "visions", "drover_plans", "drover_runs", "drover_reviews"]
      .map((table) => other.prepare(`SELECT * FROM ${table}`).all())
      .concat(other.prepare("SELECT run_id, round FROM drover_run_reports").all()),
  );

describe("of one run", () => {
  it.each<[End, "goes" | "stays"]>([
    ["followed up", "stays"],
    ["in review", "stays"],
    ["approved", "goes"],
    ["rejected", "stays"],
    ["cancelled", "goes"],
    ["thrown away", "goes"],
    ["done elsewhere", "goes"],
  ])("%s long ago, what is heavy %s", async (end, what) => {
    const run = await worked(end, T0);
    const before = rest();
    expect(removed(await walk(T0 + DAY, T0 + 9 * DAY))).toBe(what === "goes" ? 1 : 0);
    expect(await backlog.reports(run)).toEqual([what === "goes" ? REMOVED(0, T0, T0 + 9 * DAY) : report(0, T0)]);
    expect(await backlog.patch(run)).toBe(what === "goes" ? undefined : "+round 0");
    expect(rest()).toBe(before);
  });

  it("earlier attempts of a task that is open stay until that is over", async () => {
    const { id } = await backlog.add({ content: "x" }, T0);
    const first = await turn(T0);
    await found(first, 0, T0, true);
    await backlog.rejectRun(first, "use the parser", false, T0);
    const second = await turn(T0 + 90 * DAY);
    await found(second, 0, T0 + 90 * DAY, true);
    expect(removed(await walk(T0 + 50 * DAY, T0 + 90 * DAY))).toBe(0);
    expect(await backlog.past(id)).toMatchObject([{ report: { message: "last words" } }]);
    await backlog.approveRun(second, "", T0 + 90 * DAY);
    expect(removed(await walk(T0 + 50 * DAY, T0 + 90 * DAY))).toBe(1);
    expect(await backlog.patch(second)).toBe("+round 0");
  });

  it("a run that is open keeps all, though its task was ended elsewhere, until that was noticed", async () => {
    await worked("in review", T0);
    other.exec("UPDATE tasks SET status = 'completed'");
    expect(removed(await walk(T0 + DAY, T0 + DAY))).toBe(0);
    await backlog.settleStrays(T0);
    expect(removed(await walk(T0 + DAY, T0 + DAY))).toBe(1);
  });

  it("a quarantined task keeps all for the person it waits for", async () => {
    await worked("cancelled", T0);
    other.exec("UPDATE tasks SET status = 'quarantined'");
    expect(removed(await walk(T0 + DAY, T0 + DAY))).toBe(0);
  });

  it.each([-1, -1e18, -Infinity])("kept for longer than there are times (%d), it stays", async (endedBefore) => {
    await worked("approved", T0);
    expect(removed(await walk(endedBefore, T0))).toBe(0);
  });

  it("is removed once", async () => {
    const run = await worked("approved", T0);
    await walk(T0 + DAY, T0 + 9 * DAY);
    const version = backlog.version();
    expect(removed(await walk(T0 + DAY, T0 + 10 * DAY))).toBe(0);
    expect(await backlog.reports(run)).toEqual([REMOVED(0, T0, T0 + 9 * DAY)]);
    expect(backlog.version()).toBe(version);
  });

  it.each(["{", '{"round":"one"}', "[]"])("a report that reads %s is left as it is", async (body) => {
    await worked("approved", T0);
    other.prepare("UPDATE drover_run_reports SET body = ?").run(body);
    await walk(T0 + DAY, T0 + DAY);
    expect(other.prepare("SELECT body, patch FROM drover_run_reports").get()).toEqual({ body, patch: "+round 0" });
  });
});

it(
  "whatever there is, and wherever the cut: nothing open, nothing recent, nothing else",
  { timeout: 60_000 },
  async () => {
    const run = fc.record({ end: fc.constantFrom(...ENDS), day: fc.integer({ min: 0, max: 20 }) });
    const many = fc.array(run, { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(many, fc.integer({ min: 0, max: 21 }), async (runs, cutDay) => {
        const cut = T0 + cutDay * DAY;
        const kept = new Map<RunId, boolean>();
        for (const { end, day } of runs) {
          const isOver = !["followed up", "in review", "rejected"].includes(end);
          kept.set(await worked(end, T0 + day * DAY), !(isOver && T0 + day * DAY < cut));
        }
        const before = rest();
        await walk(cut, cut);
        for (const [id, isKept] of kept) {
          const [{ detailsRemovedAt: at } = { detailsRemovedAt: undefined }] = await backlog.reports(id);
          expect([at === undefined, (await backlog.patch(id)) !== undefined]).toEqual([isKept, isKept]);
        }
        expect(rest()).toBe(before);
        other.exec(
          "DELETE FROM tasks; DELETE FROM drover_runs; DELETE FROM drover_run_reports; DELETE FROM drover_reviews",
        );
      }),
      { numRuns: 10 },
    );
  },
);

describe("the walk", () => {
  it("goes in short steps, however much there is", async () => {
    await worked("approved", T0);
    other.exec(`WITH RECURSIVE more(round) AS (SELECT 1 UNION ALL SELECT round + 1 FROM more WHERE round < 9)
      INSERT INTO drover_run_reports SELECT run_id, more.round, body, patch FROM drover_run_reports, more`);
    const places = await walk(T0 + DAY, T0 + DAY);
    expect(places.map(({ removed }) => removed)).toEqual([4, 8, 10]);
  });

  it("is put off by another program's transaction, holds nobody up, and takes no lock where nothing is old", async () => {
    const run = await worked("approved", T0);
    other.exec("BEGIN IMMEDIATE");
    expect(await backlog.removeDetails(T0 - DAY, T0)).toMatchObject({ removed: 0, over: true });
    expect(await backlog.removeDetails(T0 + DAY, T0 + DAY)).toBe("busy");
    let added = false;
    const adding = backlog.add({ content: "y" }, T0).then(() => (added = true));
    await turnOfTheLoop();
    expect(await backlog.removeDetails(T0 - DAY, T0)).toBe("busy");
    expect(added).toBe(false);
    expect(await backlog.patch(run)).toBe("+round 0");
    other.exec("ROLLBACK");
    await adding;
    expect(removed(await walk(T0 + DAY, T0 + DAY))).toBe(1);
  });
});
