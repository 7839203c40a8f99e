import type { At } from "../../../machines/ids.ts";
import type { RunSnapshot } from "../../../machines/run-step.ts";
import { keepRun } from "../../../machines/run-snapshot.ts";
import { isOver, runStateOf } from "../../../machines/run-step.ts";
import type { Run } from "../../../orchestrator/runs/run.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRow } from "../run-row.ts";
import { toText } from "../times.ts";

/** A run of which something is to be written; its snapshot is the newer word. */
export interface RunDraft extends Pick<Run, "id" | "task" | "session" | "attempt" | "createdAt"> {
  readonly snapshot: RunSnapshot;
  readonly bound: boolean;
  readonly due: RunRow["due"] | undefined;
}

/** Writes where a run stands now. Times are set once, but for the last time its agent was done. */
export function saveRun(db: Db): (run: RunDraft, at: At) => void {
  const save = db.prepare(`
    INSERT INTO drover_runs (id, task_id, session, state, claim, attempt, bound, version, snapshot, due_at, due_event, created_at)
    VALUES (:id, :task, :session, :state, :claim, :attempt, :bound, :version, :json, :dueAt, :dueEvent, :createdAt)
    ON CONFLICT (id) DO UPDATE SET
      session = :session, state = :state, claim = :claim, bound = :bound, version = :version, snapshot = :json,
      due_at = :dueAt, due_event = :dueEvent,
      started_at = CASE WHEN :state = 'running' THEN coalesce(started_at, :at) ELSE started_at END,
      claimed_at = CASE WHEN :state = 'checking' AND state <> 'checking' THEN :at ELSE claimed_at END,
      ended_at = CASE WHEN :over THEN coalesce(ended_at, :at) END`);
  return ({ id, task, session, attempt, bound, due, snapshot, createdAt }, at) => {
    const state = runStateOf(snapshot);
    save.run({
      ...keepRun(snapshot),
      id,
      task,
      session,
      state,
      attempt,
      claim: snapshot.context.claim,
      bound: bound ? 1 : 0,
      dueAt: due === undefined ? null : toText(due.at),
      dueEvent: due?.event ?? null,
      createdAt: toText(createdAt),
      over: isOver(state) ? 1 : 0,
      at: toText(at),
    });
  };
}
