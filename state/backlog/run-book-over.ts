import type { ClaimId } from "../../machines/ids.ts";
import type { Doing } from "../../machines/run-events.ts";
import type { RunBook } from "../../orchestrator/runs/run-book.ts";
import type { At } from "../../machines/ids.ts";
import { inTransaction } from "../database/in-transaction.ts";
import type { Db } from "../database/open-file.ts";
import type { RunRules } from "./options.ts";
import { findReview } from "./queries/find-review.ts";
import { findRun } from "./queries/find-run.ts";
import { listRuns } from "./queries/list-runs.ts";
import { openDeeds } from "./queries/open-deeds.ts";
import { readPatch, readReports } from "./queries/read-reports.ts";
import { removeDeed } from "./queries/remove-deed.ts";
import { addEvent } from "./queries/task-events.ts";
import { endRun } from "./runs/end-run.ts";
import { followRuns } from "./runs/follow.ts";
import { approveRun, inspectedRun, rejectRun } from "./runs/judge-run.ts";
import { removeDetails } from "./runs/remove-details.ts";
import { reportDone } from "./runs/report-done.ts";
import { openRun } from "./runs/open-run.ts";
import { pastOf } from "./runs/past.ts";
import { checkProcess, noteCheck, placeRun, worktreeRemoved } from "./runs/place-run.ts";
import { ringTimers, settleStrays } from "./runs/ring.ts";
import type { WhenFree } from "./when-free.ts";

/** The runs' side of the port, over the connection of the backlog. */
export function runBookOver(db: Db, free: WhenFree, rules: RunRules): RunBook {
  const open = openRun(db, rules);
  const place = placeRun(db);
  const doing = runDoes(db, rules);
  const end = endRun(db, rules);
  const report = reportDone(db, rules);
  const inspected = inspectedRun(db, rules);
  const approve = approveRun(db, rules);
  const reject = rejectRun(db, rules);
  const find = findRun(db);
  const list = listRuns(db);
  const reports = readReports(db);
  const patch = readPatch(db);
  const review = findReview(db);
  const past = pastOf(db);
  const deeds = openDeeds(db);
  const remove = removeDeed(db);
  const ring = ringTimers(db, rules);
  const strays = settleStrays(db, rules);
  const process = checkProcess(db);
  const note = noteCheck(db);
  const removed = worktreeRemoved(db);
  const details = removeDetails(db);
  return {
    openRun: (wish) => free.write(() => open(wish)),
    placeRun: (run, where, ports) => free.write(() => place(run, where, ports)),
    doing: (claim, what, at) => free.write(() => doing(claim, what, at)),
    endRun: (claim, fence, ended, at) => free.write(() => end(claim, fence, ended, at)),
    reportDone: (task, note, at) => free.write(() => report(task, note, at)),
    inspected: (run, inspection, at) => free.write(() => inspected(run, inspection, at)),
    approveRun: (run, message, at) => free.write(() => approve(run, message, at)),
    rejectRun: (run, message, offer, at) => free.write(() => reject(run, message, offer, at)),
    run: (id) => free.read(() => find(id)?.run),
    runs: (filter) => free.read(() => list(filter)),
    reports: (run) => free.read(() => reports(run)),
    patch: (run) => free.read(() => patch(run)),
    review: (run) => free.read(() => review(run)),
    past: (task) => free.read(() => past(task)),
    deeds: () => free.read(deeds),
    performed: (seq) => free.write(() => remove(seq)),
    ring: (now) => free.write(() => ring(now)),
    settleStrays: (now) => free.write(() => strays(now)),
    checkProcess: (run) => free.read(() => process(run)),
    noteCheck: (run, child) => free.write(() => note(run, child)),
    worktreeRemoved: (task) => free.write(() => removed(task)),
    removeDetails: (endedBefore, now, walked) => free.ifFree(() => details(endedBefore, now, walked)),
  };
}

/** What the agent does is an event of its task's life where it changes. */
function runDoes(db: Db, rules: RunRules): (claim: ClaimId, doing: Doing, at: At) => void {
  const follow = followRuns(db, rules);
  const find = findRun(db);
  const record = addEvent(db);
  return inTransaction(db, (claim: ClaimId, doing: Doing, at: At): void => {
    const before = follow.claim(claim, { type: "doing", at, claim, doing });
    const now = before && find(before.run.id);
    if (now?.run.state !== "running") return;
    if (JSON.stringify(now.snapshot.value) === JSON.stringify(before?.snapshot.value)) return;
    record({ task: now.run.task, kind: doing, at, claim, session: now.run.session });
  });
}
