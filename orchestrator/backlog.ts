// The backlog port: asynchronous from the first day, so that another engine can stand behind it.
// B1. A claim is idempotent by claim id: asked again it answers the same.
// B2. `begin` is the only permission to type; `complete` is idempotent under the fence.
// B3. No lease and no sweep ever takes back a task that is `sent` or beyond.
// B4. Another program's open transaction delays an answer; it never blocks the caller's thread.
import type { At, ClaimId, GoalId, SessionName, TaskId } from "../machines/ids.ts";
import type { GoalBook } from "./goals/goal-book.ts";
import type { RunBook } from "./runs/run-book.ts";
import type { Choice, Parts } from "./priority/choice.ts";
export type { Choice, Parts } from "./priority/choice.ts";
import type { NewTask, Task, TaskStatus } from "./task.ts";

export interface ClaimRequest {
  readonly claim: ClaimId;
  readonly session: SessionName;
  /** SQL LIKE patterns; they restrict only tasks that name a project. Empty: any. */
  readonly projects: readonly string[];
  readonly at: At;
}

export type Claimed =
  | { readonly kind: "claimed"; readonly task: Task; readonly fence: number; readonly choice: Choice }
  | { readonly kind: "nothing" };

export type Peeked =
  | { readonly kind: "would give"; readonly task: Task; readonly choice: Choice }
  | { readonly kind: "nothing" };

/**
 * How a claim ended. `again` and `lost`: back to pending, not before `notBefore`; of a lost one nobody said a word.
 * `quarantined`: nobody gets it until a person has looked at it.
 */
export type Ending =
  | { readonly kind: "done"; readonly note?: string }
  | { readonly kind: "again" | "lost"; readonly reason: string; readonly notBefore: At }
  | { readonly kind: "quarantined"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "unsure"; readonly seen: string };

export type Completed = "completed" | "superseded";

/** What a person may do with a task. A refusal says what the task's status is. */
export type Settled =
  | { readonly kind: "settled"; readonly task: Task }
  | { readonly kind: "no such task" }
  | { readonly kind: "refused"; readonly status: TaskStatus };

/** One step in the life of a task. `kind` is a word such as claimed, sent, released, done. */
export interface TaskMoment {
  readonly kind: string;
  readonly at: At;
  readonly claim?: ClaimId;
  readonly session?: SessionName;
  /** Why: a reason, what was seen, a summary. */
  readonly note?: string;
}

export interface TaskFilter {
  readonly statuses?: readonly TaskStatus[];
  readonly goal?: GoalId;
  readonly limit?: number;
}

export interface OpenClaim {
  readonly claim: ClaimId;
  readonly task: TaskId;
  readonly fence: number;
  /** It was allowed to type: nobody but its ledger can tell whether it did. */
  readonly begun: boolean;
}

export interface Backlog extends GoalBook, RunBook {
  claim(request: ClaimRequest): Promise<Claimed>;
  /** What a claim would give now; nothing is given. */
  peek(request: Omit<ClaimRequest, "claim">): Promise<Peeked>;
  /** What a task that is not done weighs now, whatever the policy; undefined for others. */
  weigh(id: TaskId, at: At): Promise<Parts | undefined>;
  /** claimed → sent under the fence; finding our own `sent` is yes. */
  begin(claim: ClaimId, fence: number): Promise<"begun" | "superseded">;
  /** sent → working: the delivery is proven. Idempotent. */
  working(claim: ClaimId, fence: number): Promise<Completed>;
  complete(claim: ClaimId, fence: number, ending: Ending, at: At): Promise<Completed>;
  /** claimed or sent → pending. Only for what was provably never typed. Idempotent. */
  release(claim: ClaimId): Promise<void>;
  /** Claims of this data directory that have not ended, for the sweep at start. */
  openClaims(): Promise<readonly OpenClaim[]>;

  add(task: NewTask, at: At): Promise<Task>;
  get(id: TaskId): Promise<Task | undefined>;
  list(filter: TaskFilter): Promise<readonly Task[]>;
  /** Oldest first; empty for a task that does not exist. */
  history(id: TaskId): Promise<readonly TaskMoment[]>;
  /** Pending, blocked, unsure, quarantined, checking and review → cancelled. */
  cancel(id: TaskId, at: At): Promise<Settled>;
  /** Failed, cancelled, quarantined or unsure → pending, fence raised. */
  retry(id: TaskId, at: At): Promise<Settled>;
  /** Unsure, quarantined, pending or blocked → done by a person's word. */
  finish(id: TaskId, note: string, at: At): Promise<Settled>;
  /** A number that differs whenever anything, also another program, changed the database. Cheap. */
  version(): number;
  close(): void;
}
