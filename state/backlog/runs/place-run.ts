import { z } from "zod";
import type { RunId, TaskId } from "../../../machines/ids.ts";
import type { ProcessIdentity } from "../../../machines/frame.ts";
import type { PortRange } from "../../../orchestrator/runs/run-book.ts";
import type { Place } from "../../../orchestrator/runs/run.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import { findRun } from "../queries/find-run.ts";

/** Undefined: no such run, or no block of ports is free. */
export function placeRun(db: Db): (id: RunId, place: Place, ports?: PortRange) => Place | undefined {
  const find = findRun(db);
  const lease = leasePorts(db);
  const update = db.prepare("UPDATE drover_runs SET place = ?, worktree = ?, port = ? WHERE id = ?");
  return inTransaction(db, (id: RunId, place: Place, ports?: PortRange): Place | undefined => {
    const run = find(id)?.run;
    if (run === undefined) return undefined;
    const { worktree } = place;
    const port = worktree === undefined || ports === undefined ? undefined : lease(run.task, ports);
    if (worktree !== undefined && ports !== undefined && port === undefined) return undefined;
    const leased =
      worktree === undefined || port === undefined
        ? place
        : { ...place, worktree: { ...worktree, port, ports: ports?.size ?? worktree.ports } };
    update.run(JSON.stringify(leased), worktree?.path ?? null, leased.worktree?.port ?? null, id);
    return leased;
  });
}

/** The block that the task has already, else the first that no worktree holds. */
function leasePorts(db: Db): (task: TaskId, range: PortRange) => number | undefined {
  const own = db.prepare("SELECT max(port) FROM drover_runs WHERE task_id = ? AND worktree IS NOT NULL").pluck();
  const taken = db.prepare("SELECT DISTINCT port FROM drover_runs WHERE port IS NOT NULL").pluck();
  return (task, { from, size, count }) => {
    const mine = z.number().nullable().parse(own.get(task));
    if (mine !== null) return mine;
    const held = z.array(z.number()).parse(taken.all());
    const isFree = (port: number) => held.every((other) => Math.abs(other - port) >= size);
    return Array.from({ length: count }, (_, at) => from + at * size).find(isFree);
  };
}

export function worktreeRemoved(db: Db): (task: TaskId) => void {
  const update = db.prepare("UPDATE drover_runs SET worktree = NULL, port = NULL WHERE task_id = ?");
  return (task) => void update.run(task);
}

export function checkProcess(db: Db): (id: RunId) => ProcessIdentity | undefined {
  const select = db.prepare("SELECT check_pid AS pid, check_start AS start FROM drover_runs WHERE id = ?");
  return (id) => PROCESS.safeParse(select.get(id)).data;
}
const PROCESS = z.object({ pid: z.number(), start: z.string() });

export function noteCheck(db: Db): (id: RunId, process: ProcessIdentity | undefined) => void {
  const update = db.prepare("UPDATE drover_runs SET check_pid = ?, check_start = ? WHERE id = ?");
  return (id, process) => void update.run(process?.pid ?? null, process?.start ?? null, id);
}
