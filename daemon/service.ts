// What the faces of drover (HTTP, command line) may ask of it. One implementation over the running daemon; the same one
// without a watch serves commands when no daemon runs.
import type { Word } from "../agents/channels/word.ts";
import type { Evidence, Judgement, NearRule } from "../machines/evidence.ts";
import type { Proof } from "../machines/events.ts";
import type { Frame } from "../machines/frame.ts";
import type { At, ClaimId, PaneId, SessionName, TaskId } from "../machines/ids.ts";
import type { Doubt } from "../machines/delivery.ts";
import type { PublicState } from "../machines/projection.ts";
import type { JournalEntry, JournalQuery, KeptScreen } from "../state/ledger/ledger.ts";
import type { Settled, TaskFilter, TaskMoment } from "../orchestrator/backlog.ts";
import type { Parts, PolicyName } from "../orchestrator/priority/choice.ts";
import type { HookAnswer } from "./channels/hooks.ts";
import type { HookCall } from "./ports.ts";
import type { NewTask, Task } from "../orchestrator/task.ts";
import type { GoalService } from "./goal-service.ts";
import type { RunService } from "./run-service.ts";

// The words of the house that a face needs; it has them from here alone.
export { isBusy, isIdle, PUBLIC_STATES } from "../machines/projection.ts";
export { plainRows } from "../agents/sgr.ts";
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

/** The config by which the daemon runs. */
export interface ConfigState {
  /** Absent: defaults. */
  readonly file?: string;
  readonly loadedAt: At;
  /** What is wrong with the file as it is now; empty where nothing is. */
  readonly refused: readonly string[];
  /** What stands in the file and counts only from the next start on. */
  readonly pending: readonly string[];
}

/** Why a session is in its state. */
export interface SessionWhy {
  readonly view: SessionView;
  /** What is missing before it is given something, in words for people. */
  readonly missing: string;
  /** What its agent says of itself, if it has a channel of its own. */
  readonly said: readonly Word[];
  /** What a look at the pane says this very moment; absent where there is no pane, or nobody watches. */
  readonly now?: { readonly frame: Frame; readonly judgement: Judgement; readonly near: readonly NearRule[] };
}

/** What the record knows of a task. */
export interface TaskWhy {
  readonly task: Task;
  readonly holder?: SessionName;
  /** Why nobody works on it, one line each; empty where somebody does, or it is done. */
  readonly waits: readonly Wait[];
  /** Oldest first. */
  readonly history: readonly TaskMoment[];
  readonly tries: readonly Try[];
  /** Absent: it is done, nobody weighs it any more. */
  readonly weight?: Weight;
}

/** How much a task matters now, beyond its stored priority, and whether that decides. */
export interface Weight extends Parts {
  readonly policy: PolicyName;
}

export interface Wait {
  /** Absent: whatever the session. */
  readonly session?: SessionName;
  readonly why: string;
  /** It may be given from then on. */
  readonly until?: At;
}

/** One claim on a task, and how its text was brought to the pane. */
export interface Try {
  readonly claim: ClaimId;
  readonly session: SessionName;
  /** Why this task was chosen and not another. */
  readonly chosen?: string;
  readonly phases: readonly { readonly at: At; readonly name: string }[];
  /** How it is known that the text was submitted. */
  readonly proof?: Proof;
  /** How it ended, or what is unsure. */
  readonly ended?: string;
}

/** Which task a report is about: named, or the one held by the session that owns this pane. */
export interface Report {
  readonly task?: string;
  readonly pane?: string;
  readonly outcome: "done" | "failed";
  readonly text: string;
}

/** What is known of a delivery of which nobody can tell whether it was done. */
export interface TaskDoubt extends Doubt {
  readonly claim: ClaimId;
  readonly session: SessionName;
  readonly pane?: PaneId;
  /** Plain rows of the screen as it was found; absent if it is not kept, or no more. */
  readonly rows?: readonly string[];
}

export interface Service {
  readonly goals: GoalService;
  readonly runs: RunService;
  /** True while a daemon watches; false where a command opened the data directory by itself. */
  readonly watching: boolean;
  readonly startedAt: At;
  config(): ConfigState;
  sessions(): readonly SessionView[];
  session(name: string): SessionView | undefined;
  /** What is on the pane now; undefined if there is no such session or pane. */
  screen(name: string): Promise<Frame | undefined>;
  /** A screen kept when a verdict changed, by its hash; undefined if it is not kept, or no more. */
  keptScreen(hash: string): KeptScreen | undefined;
  /** Looks at a session's pane and says what it means, by which rule, and what nearly matched. */
  why(name: string): Promise<SessionWhy | undefined>;
  /** What the record knows of a task, and why nobody takes it. */
  whyTask(id: string): Promise<TaskWhy | undefined>;
  journal(query: JournalQuery): readonly JournalEntry[];
  /** Each entry after it was committed. The returned function ends it. */
  subscribe(onEntry: (entry: JournalEntry) => void): () => void;

  tasks(filter: TaskFilter): Promise<readonly Task[]>;
  task(id: string): Promise<Task | undefined>;
  /** What was found of a task that is unsure; undefined for others, and where nothing was found. */
  doubt(id: string): Promise<TaskDoubt | undefined>;
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
