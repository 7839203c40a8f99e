import type { At, ClaimId, SessionName, TaskId } from "../machines/ids.ts";

export const TASK_STATUSES = [
  "blocked",
  "pending",
  "claimed",
  "sent",
  "working",
  "checking",
  "review",
  "done",
  "failed",
  "unsure",
  "quarantined",
  "cancelled",
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** A task as the goal database keeps it. */
export interface Task {
  readonly id: TaskId;
  readonly content: string;
  /** "" = any session may take it. */
  readonly project: string;
  readonly category: string;
  /** 0–100, higher first. */
  readonly priority: number;
  readonly status: TaskStatus;
  readonly createdAt: At;
  /** Given by hand: only this session takes it, whatever its project. */
  readonly session?: SessionName;
  readonly claim?: ClaimId;
  /** Raised by each claim; nothing may be typed or ended under an older one. */
  readonly fence: number;
  /** Claims that reached `sent` and were not released, since the task was last retried by hand. */
  readonly attempts: number;
  /** Not before this time (back-off after a failure). */
  readonly notBefore?: At;
  /** What came of the last try, for people: reason of failure, summary, what was seen. */
  readonly note?: string;
  readonly finishedAt?: At;
}

export interface NewTask {
  /** Brought along from another database. If there is a task of this id, that one is answered and nothing added. */
  readonly id?: TaskId;
  readonly content: string;
  readonly project?: string;
  readonly category?: string;
  readonly priority?: number;
  readonly session?: SessionName;
}
