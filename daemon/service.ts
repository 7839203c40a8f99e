// What the faces of drover (HTTP, command line) may ask of it. One implementation over the running daemon; the same one
// without a watch serves commands when no daemon runs.
import type { Evidence } from "../machines/evidence.ts";
import type { At, ClaimId, SessionName, TaskId } from "../machines/ids.ts";
import type { PublicState } from "../machines/projection.ts";
import type { JournalEntry, JournalQuery } from "../state/ledger/ledger.ts";
import type { Settled, TaskFilter } from "../orchestrator/backlog.ts";
import type { HookAnswer } from "./channels/hooks.ts";
import type { HookCall } from "./ports.ts";
import type { NewTask, Task } from "../orchestrator/task.ts";
import type { GoalService } from "./goal-service.ts";

// The words of the house that a face needs; it has them from here alone.
export { isBusy, isIdle, PUBLIC_STATES } from "../machines/projection.ts";
export { SIZES, TASK_STATUSES } from "../orchestrator/task.ts";
export type { Settled, TaskFilter } from "../orchestrator/backlog.ts";
export type { NewTask, Task, TaskStatus } from "../orchestrator/task.ts";
export type { HookCall } from "./ports.ts";

export interface SessionView {
  readonly name: SessionName;
  readonly state: PublicState;
  readonly activity: string;
  readonly work: string;
  readonly paused: boolean;
  /** Why the state is believed; absent until something was seen. */
  readonly evidence?: Evidence;
  /** One sentence for people: `codex/working-row: "• Working (12s …" (screen, 2 s ago)`, or what holds a delivery back. */
  readonly because: string;
  readonly target: string;
  readonly agent: string;
  readonly sessionStart?: At;
  readonly lastActivity?: At;
  readonly idleSince?: At;
  /** Whole check intervals that the session has been idle. */
  readonly idleCount: number;
  readonly tasksCompleted: number;
  readonly tasksFailed: number;
  readonly workSessions: number;
  readonly currentTask?: { readonly id: TaskId; readonly content: string; readonly priority: number };
  readonly claim?: ClaimId;
  readonly environment?: string;
  readonly port?: number;
}

export type Checked =
  | { readonly kind: "assigned"; readonly task: string; readonly message: string }
  | { readonly kind: "not now"; readonly message: string }
  | { readonly kind: "no such session"; readonly known: readonly string[] };

export type Added =
  | { readonly kind: "added"; readonly task: Task; readonly session?: SessionName; readonly warning?: string }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "no such session"; readonly known: readonly string[] };

export type Switched =
  | { readonly kind: "switched"; readonly sessions: readonly SessionName[] }
  | { readonly kind: "no such session"; readonly known: readonly string[] };

export type Reported =
  | { readonly kind: "reported"; readonly task: Task }
  | { readonly kind: "nothing to report on"; readonly why: string };

/** Which task a report is about: named, or the one held by the session that owns this pane. */
export interface Report {
  readonly task?: string;
  readonly pane?: string;
  readonly outcome: "done" | "failed";
  readonly text: string;
}

export interface Service {
  readonly goals: GoalService;
  /** True while a daemon watches; false where a command opened the data directory by itself. */
  readonly watching: boolean;
  readonly startedAt: At;
  sessions(): readonly SessionView[];
  session(name: string): SessionView | undefined;
  /** The rows now on the pane, plain text; undefined if there is no such session or pane. */
  screen(name: string): Promise<readonly string[] | undefined>;
  journal(query: JournalQuery): readonly JournalEntry[];
  /** Each entry after it was committed. The returned function ends it. */
  subscribe(onEntry: (entry: JournalEntry) => void): () => void;

  tasks(filter: TaskFilter): Promise<readonly Task[]>;
  task(id: string): Promise<Task | undefined>;
  add(task: NewTask): Promise<Added>;
  /** Gives a task by hand to a session (default: the first), whatever its project, and asks it to take it now. */
  assign(task: NewTask & { readonly session?: SessionName }): Promise<Added>;
  cancel(id: string): Promise<Settled>;
  retry(id: string): Promise<Settled>;
  report(report: Report): Promise<Reported>;
  /** One call of an agent's hook; never refused, at the worst ignored. */
  hook(call: HookCall): Promise<HookAnswer>;
  /** One check-and-assign cycle now; waits for the outcome, at most 30 s. */
  check(session: string | undefined): Promise<readonly Checked[]>;
  pause(session: string | "--all"): Promise<Switched>;
  resume(session: string | "--all"): Promise<Switched>;
  /** Lines of the work log, oldest first, as `2026-02-14 20:00:00 - Assigned task 123: …`, local time. */
  workLog(limit: number): { readonly entries: readonly string[]; readonly count: number; readonly totalLines: number };
}
