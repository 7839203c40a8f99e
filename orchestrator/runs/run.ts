import type { At, ClaimId, RunId, SessionName, TaskId } from "../../machines/ids.ts";
import type { RunFailure, RunPolicy } from "../../machines/run-context.ts";
import type { CheckOutcome } from "../../machines/run-events.ts";
import type { RunState } from "../../machines/run-step.ts";

/** A git worktree of a task's own, with what it may use beside its files. Kept until a person has it removed. */
export interface Worktree {
  readonly path: string;
  readonly branch: string;
  /** The branch it was made from, and is merged into; absent where none was checked out. */
  readonly into?: string;
  /** A directory for data of its own, outside the tree. */
  readonly data: string;
  /** The first of `ports` port numbers that no other worktree of ours was given. */
  readonly port: number;
  readonly ports: number;
}

/** Where a run's work is done. */
export interface Place {
  readonly directory: string;
  /** The top of the repository it belongs to; absent: it is in none. */
  readonly repository?: string;
  /** The commit from which its change is counted. */
  readonly base?: string;
  /** There were changes already when the run began: they are counted with its own. */
  readonly alreadyChanged?: boolean;
  readonly worktree?: Worktree;
}

/** One attempt of one task in one session, follow-ups after a failed check included. */
export interface Run {
  readonly id: RunId;
  readonly task: TaskId;
  readonly session: SessionName;
  readonly state: RunState;
  /** From 1; follow-ups are of the same attempt. */
  readonly attempt: number;
  /** Follow-ups so far. */
  readonly round: number;
  readonly policy: RunPolicy;
  readonly claim?: ClaimId;
  readonly failure?: RunFailure;
  /** Why a person must look at it. */
  readonly wants?: string;
  readonly place?: Place;
  /** Its worktree was not removed. */
  readonly hasWorktree: boolean;
  readonly createdAt: At;
  /** First proof that it was delivered. */
  readonly startedAt?: At;
  /** Last time that its agent was done. */
  readonly claimedDoneAt?: At;
  readonly endedAt?: At;
}

/** What a check command did. */
export interface CheckReport {
  /** As people would type it. */
  readonly command: string;
  readonly outcome: CheckOutcome;
  readonly directory: string;
  /** Milliseconds. */
  readonly took: number;
  /** Its beginning and its end, if it was long. */
  readonly output: string;
}

export interface ChangedFile {
  readonly path: string;
  /** Lines; null for a binary file. */
  readonly added: number | null;
  readonly removed: number | null;
}

/** What changed in the run's place since it began. */
export interface Change {
  readonly files: readonly ChangedFile[];
  readonly added: number;
  readonly removed: number;
  /** Files that are not listed. */
  readonly more: number;
}

/** What was found of one round's work. */
export interface RoundReport {
  readonly round: number;
  readonly at: At;
  /** How the turn was known to have ended. */
  readonly ended: string;
  /** How the arrival of the text was proven. */
  readonly arrived?: string;
  /** The agent's last words, from its screen. */
  readonly message?: string;
  readonly check?: CheckReport;
  readonly change?: Change;
  /** Why nobody can tell what changed. */
  readonly unmeasured?: string;
  /** Since then only verdicts and counts stand here: last words, output, names of files and the patch were removed. */
  readonly detailsRemovedAt?: At;
}

/** A review that was asked for, and what came of it. */
export interface Review {
  readonly run: RunId;
  readonly task: TaskId;
  readonly why: string;
  readonly askedAt: At;
  readonly verdict?: "approved" | "rejected";
  readonly message?: string;
  readonly settledAt?: At;
}

/** A run that is over, or an earlier round of one that is not, for the one that comes after it. */
export interface Past {
  readonly run: Run;
  readonly report?: RoundReport;
}

export const linesChanged = ({ added, removed }: Pick<Change, "added" | "removed">): number => added + removed;
