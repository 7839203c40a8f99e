import type { At, ClaimId, TaskId } from "../../../machines/ids.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";

export interface TaskEvent {
  readonly task: TaskId;
  /** Beside these the triggers of goals.db write `created`, `ready`, `blocked` and the `done` of a task with parts. */
  readonly kind:
    | "ready"
    | "blocked"
    | "claimed"
    | "sent"
    | "working"
    /** The agent does not get on by itself, and gets on again. */
    | "waiting"
    | "limited"
    | "active"
    /** The agent says that it is done: what is verified from here on. */
    | "checking"
    | "review"
    /** What was found of its work. */
    | "checked"
    | "released"
    | "done"
    | "again"
    | "lost"
    | "quarantined"
    | "failed"
    | "unsure"
    | "cancelled"
    | "retried"
    | "split"
    | "changed";
  readonly at: At;
  readonly claim?: ClaimId | undefined;
  readonly fence?: number;
  readonly session?: string;
  readonly data?: unknown;
}

export function addEvent(db: Db): (event: TaskEvent) => void {
  const insert = db.prepare(
    "INSERT INTO task_events (task_id, kind, at, claim, fence, session, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  return ({ task, kind, at, claim = null, fence = null, session = null, data }) =>
    void insert.run(task, kind, toText(at), claim, fence, session, data === undefined ? null : JSON.stringify(data));
}

/** Did this claim ever get a task? */
export function isSpent(db: Db): (claim: ClaimId) => boolean {
  const select = db.prepare("SELECT 1 FROM task_events WHERE claim = ? LIMIT 1");
  return (claim) => select.get(claim) !== undefined;
}

/** Did this claim end so already? */
export function hasEnded(db: Db): (claim: ClaimId, fence: number, kind: string) => boolean {
  const select = db.prepare("SELECT 1 FROM task_events WHERE claim = ? AND fence = ? AND kind = ? LIMIT 1");
  return (claim, fence, kind) => select.get(claim, fence, kind) !== undefined;
}
