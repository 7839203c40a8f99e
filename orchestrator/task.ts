import type { At, ClaimId, GoalId, SessionName, TaskId } from "../machines/ids.ts";

/**
 * `blocked` → `pending` → `claimed` → `sent` → `working` → `checking`, `review` → `done`; or `failed unsure quarantined
 * cancelled`. Blocked: something it depends on is not done, or it has parts. Done is verified, where the task has a
 * check or a review.
 */
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

/** How much work it is thought to be. */
export const SIZES = ["S", "M", "L"] as const;
export type Size = (typeof SIZES)[number];

/** What a task may carry beside its text; all of it may be absent. */
export interface Extras {
  readonly goal?: GoalId;
  /** The task that this one is a part of. A task with parts is never given; it is done when all of them are. */
  readonly parent?: TaskId;
  readonly size?: Size;
  readonly deadline?: At;
  /** A command line for `sh -c` in the directory of the work: exit code 0 is done. */
  readonly check?: string;
  readonly labels?: readonly string[];
  /** What must hold for it to be accepted, for the agent and for who reviews. */
  readonly acceptance?: string;
  /** All of these must be done before it is given. Absent: none. */
  readonly dependsOn?: readonly TaskId[];
}

/** A task as the goal database keeps it. */
export interface Task extends Extras {
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

export interface NewTask extends Extras {
  /** Brought along from another database. If there is a task of this id, that one is answered and nothing added. */
  readonly id?: TaskId;
  readonly content: string;
  readonly project?: string;
  readonly category?: string;
  readonly priority?: number;
  readonly session?: SessionName;
}
