// Runs in goals.db: each step, and what it means for its task, in one transaction.
import Database from "better-sqlite3";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimId, runId, sessionName } from "../../../machines/ids.ts";
import type { ClaimId, SessionName, TaskId } from "../../../machines/ids.ts";
import type { Ended } from "../../../machines/intents.ts";
import { DEFAULT_RUN_POLICY } from "../../../machines/run-context.ts";
import type { RunPolicy } from "../../../machines/run-context.ts";
import type { CheckOutcome } from "../../../machines/run-events.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import type { Place, Run } from "../../../orchestrator/runs/run.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened } from "./open-for-test.ts";

const T0 = Date.UTC(2026, 10, 24, 12);
const mary = sessionName("mary");
const john = sessionName("john");
const DONE: Ended = { kind: "done", proof: "idle again after a turn" };
const CHECKED: RunPolicy = { ...DEFAULT_RUN_POLICY, check: true, followUps: 1 };
const REVIEWED: RunPolicy = { ...DEFAULT_RUN_POLICY, review: { kind: "always" } };
const FAILED: CheckOutcome = { kind: "failed", reason: "it ended with code 1" };

let backlog: Backlog;
let path: string;
let at = T0;
beforeEach(async () => {
  at = T0;
  path = join(temporaryDirectory(), "goals.db");
  backlog = await opened(path, { now: () => at });
});
afterEach(() => backlog.close());

let claims = 0;
interface Held {
  readonly claim: ClaimId;
  readonly fence: number;
  readonly run: Run;
}

const claimed = (session: SessionName = mary, projects: readonly string[] = []) => {
  const claim = claimId(`c-${++claims}`);
  return backlog.claim({ claim, session, projects, at }).then((answer) => ({ claim, answer }));
};
async function take(policy: RunPolicy, session: SessionName = mary): Promise<Held> {
  const { claim, answer } = await claimed(session);
  const run = await backlog.openRun({ claim, session, policy, at });
  if (answer.kind !== "claimed" || run === undefined) throw new Error("nothing was claimed");
  return { claim, fence: answer.fence, run };
}
async function work(policy: RunPolicy, session: SessionName = mary): Promise<Held> {
  const held = await take(policy, session);
  await backlog.begin(held.claim, held.fence);
  await backlog.working(held.claim, held.fence);
  return held;
}
async function ended(policy: RunPolicy, session: SessionName = mary): Promise<Held> {
  const held = await work(policy, session);
  expect(await backlog.endRun(held.claim, held.fence, DONE, at)).toBe("completed");
  return held;
}
const found = ({ run }: Held, check: CheckOutcome, round = 0) =>
  backlog.inspected(run.id, { report: { round, at, ended: "idle" }, check, lines: 3, patch: "+x" }, at);
const task = async (id: TaskId) => {
  const now = await backlog.get(id);
  if (now === undefined) throw new Error("no task");
  return now;
};
const deeds = async () => (await backlog.deeds()).map(({ deed }) => deed);

describe("a run that nobody wants judged", () => {
  it("is done with the turn, in one step with its task and who waited for it", async () => {
    const first = await backlog.add({ content: "first" }, at);
    const second = await backlog.add({ content: "second", dependsOn: [first.id] }, at);
    const held = await ended(DEFAULT_RUN_POLICY);
    expect(await task(first.id)).toMatchObject({ status: "done", note: DONE.proof, finishedAt: at });
    expect(await task(second.id)).toMatchObject({ status: "pending" });
    expect(await backlog.run(held.run.id)).toMatchObject({ state: "done", attempt: 1, round: 0, session: mary });
    expect(await deeds()).toEqual([]);
  });

  it.each<[Ended, string, string, string]>([
    [{ kind: "failed", cause: "error", reason: "API" }, "agent error", "pending", "again"],
    [{ kind: "failed", cause: "lost", reason: "gone" }, "lost pane", "pending", "lost"],
    [{ kind: "failed", cause: "interrupted", reason: "Esc" }, "interrupted", "failed", "failed"],
    [{ kind: "failed", cause: "reported", reason: "cannot" }, "reported", "failed", "failed"],
  ])("that failed by %o says how", async (how, kind, status, event) => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await work(DEFAULT_RUN_POLICY);
    await backlog.endRun(held.claim, held.fence, how, at);
    expect(await backlog.run(held.run.id)).toMatchObject({ state: "failed", failure: { kind } });
    expect((await task(id)).status).toBe(status);
    expect((await backlog.events(id)).at(-1)).toMatchObject({ kind: event, data: { failure: kind, run: held.run.id } });
  });

  it("that an agent vanished over three times without a word is in quarantine, whoever was told last", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    for (const session of [mary, john, mary]) {
      const held = await work({ ...DEFAULT_RUN_POLICY, maxAttempts: 9 }, session);
      await backlog.endRun(held.claim, held.fence, { kind: "failed", cause: "lost", reason: "gone" }, at);
      at += 3_600_000;
    }
    expect(await task(id)).toMatchObject({
      status: "quarantined",
      note: expect.stringMatching(/^3 agents vanished over it without a word: gone \(mary, c-\d+\); gone \(john, /),
    });
  });

  it("that ended in an error while its limit held comes again, however often it was tried", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const held = await work({ ...DEFAULT_RUN_POLICY, maxAttempts: 1 });
      expect(held.run.attempt).toBe(attempt);
      await backlog.doing(held.claim, "limited", at);
      await backlog.endRun(held.claim, held.fence, { kind: "failed", cause: "error", reason: "limit" }, at);
      expect(await task(id)).toMatchObject({ status: "pending", note: "usage limit: limit" });
      at += 3_600_000;
    }
  });
});

describe("what the agent does", () => {
  it("is an event where it changes", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const { claim } = await work(DEFAULT_RUN_POLICY);
    for (const doing of ["active", "waiting", "waiting", "limited", "active"] as const)
      await backlog.doing(claim, doing, at);
    await backlog.doing(claimId("c-stranger"), "waiting", at);
    expect((await backlog.events(id)).map(({ kind }) => kind)).toEqual([
      "created",
      "ready",
      "claimed",
      "sent",
      "working",
      "waiting",
      "limited",
      "active",
    ]);
  });
});

describe("a run with a check", () => {
  it("is checked, followed up in the same session, checked again, and only then done", async () => {
    const first = await backlog.add({ content: "first", priority: 10 }, at);
    const second = await backlog.add({ content: "second", dependsOn: [first.id] }, at);
    await backlog.add({ content: "more urgent", priority: 90, session: john }, at);
    const held = await ended(CHECKED);
    expect((await task(first.id)).status).toBe("checking");
    expect(await deeds()).toEqual([{ kind: "inspect", round: 0 }]);
    expect(await found(held, FAILED)).toMatchObject({ state: "briefing", round: 1 });
    expect(await task(first.id)).toMatchObject({
      status: "pending",
      session: mary,
      note: "check failed: it ended with code 1",
    });
    expect((await deeds()).at(-1)).toEqual({ kind: "offer" });

    expect((await claimed(sessionName("ann"))).answer.kind).toBe("nothing");
    const again = await ended(CHECKED);
    expect(again.run).toMatchObject({ id: held.run.id, round: 1, attempt: 1 });
    expect(await task(first.id)).toMatchObject({ status: "checking", attempts: 1 });
    expect((await task(second.id)).status).toBe("blocked");
    expect(await found(again, { kind: "passed" }, 1)).toMatchObject({ state: "done" });
    expect(await task(first.id)).toMatchObject({ status: "done", note: "its check passed" });
    expect(await task(first.id)).not.toHaveProperty("session");
    expect((await task(second.id)).status).toBe("pending");
    expect((await deeds()).filter(({ kind }) => kind === "verdict")).toEqual([
      { kind: "verdict", claim: held.claim, outcome: "again" },
      { kind: "verdict", claim: again.claim, outcome: "done" },
    ]);
    expect((await backlog.reports(held.run.id)).map(({ round }) => round)).toEqual([0, 1]);
    expect((await backlog.events(first.id)).map(({ kind }) => kind)).toEqual([
      "created",
      "ready",
      "claimed",
      "sent",
      "working",
      "checking",
      "checked",
      "again",
      "claimed",
      "sent",
      "working",
      "checking",
      "checked",
      "done",
    ]);
  });

  it("that fails once too often is failed", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    await found(await ended(CHECKED), FAILED);
    await found(await ended(CHECKED), FAILED, 1);
    expect(await task(id)).toMatchObject({ status: "failed", note: "check failed: it ended with code 1" });
    expect((await backlog.runs({ task: id }))[0]).toMatchObject({ state: "failed", failure: { kind: "check failed" } });
  });

  it("whose check could not be run is a person's to judge", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await ended(CHECKED);
    await found(held, { kind: "not run", reason: "npm: not found" });
    expect((await task(id)).status).toBe("review");
    expect(await backlog.review(held.run.id)).toMatchObject({ why: "the check could not be run: npm: not found" });
  });

  it("found out twice counts once, and late of an older round not at all", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await ended(CHECKED);
    await found(held, FAILED);
    expect(await found(held, FAILED)).toBeUndefined();
    await ended(CHECKED);
    expect(await found(held, { kind: "passed" }, 0)).toBeUndefined();
    expect((await task(id)).status).toBe("checking");
  });

  it("whose follow-up is refused waits for its session again; not taken in time, it is anybody's", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    await found(await ended(CHECKED), FAILED);
    const held = await take(CHECKED);
    await backlog.begin(held.claim, held.fence);
    await backlog.release(held.claim);
    expect(await task(id)).toMatchObject({ status: "pending", session: mary, attempts: 1 });
    expect(await backlog.run(held.run.id)).toMatchObject({ state: "briefing", round: 1 });
    expect(await backlog.ring(at + CHECKED.patience - 1)).toBe(at + CHECKED.patience);
    expect(await backlog.ring(at + CHECKED.patience)).toBeUndefined();
    expect(await task(id)).not.toHaveProperty("session");
    expect(await backlog.run(held.run.id)).toMatchObject({ state: "failed", failure: { kind: "check failed" } });
    const other = await take(CHECKED, john);
    expect(other.run).toMatchObject({ attempt: 2, round: 0, session: john });
    expect((await backlog.past(id)).map(({ run }) => run.id)).toEqual([held.run.id]);
  });

  it("may be approved by a person while its follow-up waits", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await ended(CHECKED);
    await found(held, FAILED);
    expect(await backlog.approveRun(held.run.id, "the test is wrong", at)).toMatchObject({ kind: "judged" });
    expect(await task(id)).toMatchObject({ status: "done", note: "approved: the test is wrong" });
    expect((await deeds()).at(-1)).toEqual({ kind: "verdict", claim: held.claim, outcome: "done" });
  });
});

describe("a review", () => {
  const asked = async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await ended(REVIEWED);
    await found(held, { kind: "none" });
    expect((await task(id)).status).toBe("review");
    return { id, held };
  };

  it("approved makes the task done, once", async () => {
    const { id, held } = await asked();
    const next = await backlog.add({ content: "next", dependsOn: [id] }, at);
    expect(await backlog.approveRun(held.run.id, "", at)).toMatchObject({ kind: "judged", run: { state: "done" } });
    expect([(await task(id)).status, (await task(next.id)).status]).toEqual(["done", "pending"]);
    expect(await backlog.approveRun(held.run.id, "", at)).toEqual({ kind: "refused", state: "done" });
    expect(await backlog.rejectRun(held.run.id, "no", false, at)).toEqual({ kind: "refused", state: "done" });
    expect(await backlog.review(held.run.id)).toMatchObject({ verdict: "approved", settledAt: at });
  });

  it("rejected puts the task in line again, for anybody", async () => {
    const { id, held } = await asked();
    await backlog.rejectRun(held.run.id, "Use the parser.", false, at);
    expect(await task(id)).toMatchObject({ status: "pending", note: "rejected: Use the parser." });
    expect(await backlog.review(held.run.id)).toMatchObject({ verdict: "rejected", message: "Use the parser." });
    expect((await take(REVIEWED, john)).run).toMatchObject({ attempt: 2, session: john });
  });

  it("rejected with an offer puts it in line for the same session, for a while", async () => {
    const { id, held } = await asked();
    await backlog.rejectRun(held.run.id, "Use the parser.", true, at);
    expect((await deeds()).at(-1)).toEqual({ kind: "offer" });
    expect((await claimed(john)).answer.kind).toBe("nothing");
    expect(await backlog.ring(at + REVIEWED.patience)).toBeUndefined();
    expect(await task(id)).not.toHaveProperty("session");
    expect((await backlog.runs({ task: id })).map(({ state }) => state)).toEqual(["failed"]);
    expect((await take(REVIEWED, john)).run).toMatchObject({ attempt: 2 });
  });

  it("of a run that is not there says so", async () => {
    expect(await backlog.approveRun(runId("run-none"), "", at)).toEqual({ kind: "no such run" });
  });
});

describe("what others do with a task", () => {
  it("a person's cancel ends its run", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await ended(CHECKED);
    expect(await backlog.cancel(id, at)).toMatchObject({ kind: "settled" });
    expect(await backlog.run(held.run.id)).toMatchObject({ state: "failed", failure: { kind: "cancelled" } });
    expect(await found(held, { kind: "passed" })).toBeUndefined();
    expect((await task(id)).status).toBe("cancelled");
  });

  it("a task that is cancelled while its follow-up waits is nobody's any more", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    await found(await ended(CHECKED), FAILED);
    await backlog.cancel(id, at);
    await backlog.retry(id, at);
    expect(await task(id)).not.toHaveProperty("session");
  });

  it.each(["done", "cancelled", "failed"])("another program that writes %s ends it too", async (status) => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await ended(REVIEWED);
    await found(held, { kind: "none" });
    const db = new Database(path);
    db.prepare("UPDATE tasks SET status = ? WHERE id = ?").run(status, id);
    db.close();
    await backlog.settleStrays(at);
    expect((await backlog.run(held.run.id))?.state).toBe(status === "done" ? "done" : "failed");
    expect((await backlog.approveRun(held.run.id, "", at)).kind).toBe("refused");
    expect((await task(id)).status).toBe(status);
  });

  it("a claim that somebody else took back before anything was typed leaves no attempt to tell of", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await take(DEFAULT_RUN_POLICY);
    const db = new Database(path);
    db.exec("UPDATE tasks SET status = 'pending', claim = NULL, claimed_by = NULL WHERE status = 'claimed'");
    db.close();
    const again = await take(DEFAULT_RUN_POLICY, john);
    expect(await backlog.run(held.run.id)).toBeUndefined();
    expect(again.run).toMatchObject({ attempt: 1, session: john });
    expect(await backlog.past(id)).toEqual([]);
  });

  it("a task that was thrown away takes its run along", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await ended(CHECKED);
    const db = new Database(path);
    db.prepare("DELETE FROM tasks WHERE id = ?").run(id);
    db.close();
    await backlog.settleStrays(at);
    expect((await backlog.run(held.run.id))?.state).toBe("failed");
  });

  it("in doubt, the run waits with its task", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await take(CHECKED);
    await backlog.begin(held.claim, held.fence);
    await backlog.complete(held.claim, held.fence, { kind: "unsure", seen: "?" }, at);
    expect((await backlog.run(held.run.id))?.state).toBe("unsure");
    await backlog.finish(id, "I looked", at);
    expect([(await backlog.run(held.run.id))?.state, (await task(id)).status]).toEqual(["done", "done"]);
  });
});

describe("opening a run", () => {
  it("is idempotent by claim, also when it went on meanwhile", async () => {
    await backlog.add({ content: "x" }, at);
    const held = await take(CHECKED);
    const wish = { claim: held.claim, session: mary, policy: REVIEWED, at };
    expect((await backlog.openRun(wish))?.id).toBe(held.run.id);
    await backlog.begin(held.claim, held.fence);
    await backlog.working(held.claim, held.fence);
    expect(await backlog.openRun(wish)).toMatchObject({ id: held.run.id, state: "running", policy: CHECKED });
  });

  it("of a claim that holds nothing opens nothing", async () => {
    expect(await backlog.openRun({ claim: claimId("c-none"), session: mary, policy: CHECKED, at })).toBeUndefined();
  });

  it("of which nothing was typed leaves no trace", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await take(CHECKED);
    await backlog.release(held.claim);
    expect(await backlog.runs({ task: id })).toEqual([]);
    expect((await take(CHECKED)).run.attempt).toBe(1);
  });

  it("a claim from before there were runs is told apart", async () => {
    await backlog.add({ content: "x" }, at);
    const { claim, answer } = await claimed();
    expect(await backlog.endRun(claim, answer.kind === "claimed" ? answer.fence : 0, DONE, at)).toBe("no run");
  });

  it("ended twice, or under an older fence, changes nothing more", async () => {
    const { id } = await backlog.add({ content: "x" }, at);
    const held = await work(CHECKED);
    expect(await backlog.endRun(held.claim, held.fence - 1, DONE, at)).toBe("superseded");
    await backlog.endRun(held.claim, held.fence, DONE, at);
    await backlog.endRun(held.claim, held.fence, { kind: "failed", cause: "lost", reason: "late" }, at);
    expect((await task(id)).status).toBe("checking");
    expect(await deeds()).toHaveLength(1);
  });
});

describe("ports", () => {
  const place = (name: string): Place => ({
    directory: `/w/${name}`,
    worktree: { path: `/w/${name}`, branch: `drover/${name}`, data: `/w/${name}.data`, port: 0, ports: 0 },
  });
  const RANGE = { from: 42_000, size: 10, count: 2 };

  it("are leased to one task each, kept by its next run, and free once its worktree is gone", async () => {
    for (const content of ["a", "b", "c"]) await backlog.add({ content }, at++);
    const [a, b, c] = [await take(CHECKED), await take(CHECKED, john), await take(CHECKED, sessionName("ann"))];
    const port = async (held: Held, name: string) =>
      (await backlog.placeRun(held.run.id, place(name), RANGE))?.worktree?.port;
    expect([await port(a, "a"), await port(a, "a"), await port(b, "b"), await port(c, "c")]).toEqual([
      42_000,
      42_000,
      42_010,
      undefined,
    ]);
    expect(await backlog.run(a.run.id)).toMatchObject({
      hasWorktree: true,
      place: { worktree: { port: 42_000, ports: 10 } },
    });
    await backlog.worktreeRemoved(a.run.task);
    expect(await backlog.run(a.run.id)).toMatchObject({ hasWorktree: false, place: { directory: "/w/a" } });
    expect(await port(c, "c")).toBe(42_000);
  });
});

describe("deeds and checks", () => {
  it("stay until they were performed", async () => {
    await backlog.add({ content: "x" }, at);
    await ended(CHECKED);
    const [deed] = await backlog.deeds();
    expect(await backlog.deeds()).toHaveLength(1);
    await backlog.performed(deed?.seq ?? 0);
    await backlog.performed(deed?.seq ?? 0);
    expect(await backlog.deeds()).toEqual([]);
  });

  it("the process of a check is known to the next daemon", async () => {
    await backlog.add({ content: "x" }, at);
    const { run } = await ended(CHECKED);
    await backlog.noteCheck(run.id, { pid: 7, start: "then" });
    const other = await opened(path);
    expect(await other.checkProcess(run.id)).toEqual({ pid: 7, start: "then" });
    await other.noteCheck(run.id, undefined);
    expect(await other.checkProcess(run.id)).toBeUndefined();
    other.close();
  });
});
