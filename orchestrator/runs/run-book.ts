// The runs' side of goals.db, beside the backlog's tasks and the goals.
// U1. A step of a run, and what it means for its task, is one transaction: a task is done, and who waited for it is free,
//     in the very step that makes its run done.
// U2. What is left to be done after a step (a deed) is written with it, and stays until it was performed.
// U3. A run follows its task: where somebody else has ended the task, the run ends with it and changes nothing more.
// U4. Opening a run is idempotent by claim; of two claims at most one goes on with a run that was offered.
import type { At, ClaimId, RunId, SessionName, TaskId } from "../../machines/ids.ts";
import type { Ended } from "../../machines/intents.ts";
import type { ProcessIdentity } from "../../machines/frame.ts";
import type { RunPolicy } from "../../machines/run-context.ts";
import type { CheckOutcome, Doing } from "../../machines/run-events.ts";
import type { RunDeed } from "../../machines/run-intents.ts";
import type { RunState } from "../../machines/run-step.ts";
import type { Past, Place, Review, RoundReport, Run } from "./run.ts";

export interface RunWish {
  readonly claim: ClaimId;
  readonly session: SessionName;
  /** For a run that begins; one that goes on keeps its own. */
  readonly policy: RunPolicy;
  readonly at: At;
}

/** Where port numbers are taken from: blocks of `size`, from `from` on, `count` of them. */
export interface PortRange {
  readonly from: number;
  readonly size: number;
  readonly count: number;
}

export interface RunFilter {
  readonly states?: readonly RunState[];
  readonly task?: TaskId;
  readonly session?: SessionName;
  /** Newest first; 100 if absent. */
  readonly limit?: number;
}

export interface OpenDeed {
  readonly seq: number;
  readonly run: Run;
  readonly deed: RunDeed;
}

/** What the inspection of a round found. */
export interface Inspection {
  readonly report: RoundReport;
  readonly check: CheckOutcome;
  /** Lines added and removed; null where nobody can tell. */
  readonly lines: number | null;
  /** The change as a patch, bounded. */
  readonly patch?: string;
}

/** Where a walk along the reports has come to; the first step begins without one. */
export interface DetailsPlace {
  readonly after: number;
  /** Rounds whose details were removed in this walk. */
  readonly removed: number;
  readonly over: boolean;
}

/** What came of a person's verdict. */
export type Judged =
  | { readonly kind: "judged"; readonly run: Run }
  | { readonly kind: "no such run" }
  | { readonly kind: "refused"; readonly state: RunState };

export interface RunBook {
  /** The run of this claim. Undefined: the claim holds no task any more. */
  openRun(wish: RunWish): Promise<Run | undefined>;
  /** Where it works. With a worktree: its ports are leased from the range, the same ones for the same task. */
  placeRun(run: RunId, place: Place, ports?: PortRange): Promise<Place | undefined>;
  doing(claim: ClaimId, doing: Doing, at: At): Promise<void>;
  /** The session let go of the claim. `no run`: it is from before there were runs. */
  endRun(claim: ClaimId, fence: number, ended: Ended, at: At): Promise<"completed" | "superseded" | "no run">;
  /**
   * Somebody says that a task is done which no session has a hand on. `to be judged`: its run is checked now. `refused`:
   * its run is to be judged, but nothing was done that could be. `no judge`: nobody wants it judged, as far as runs know.
   */
  reportDone(task: TaskId, note: string, at: At): Promise<"to be judged" | "refused" | "no judge">;
  /** Undefined: it is not waiting for that. */
  inspected(run: RunId, inspection: Inspection, at: At): Promise<Run | undefined>;
  approveRun(run: RunId, message: string, at: At): Promise<Judged>;
  /** The task is in line again; with `offer` for the same session alone, for a while. */
  rejectRun(run: RunId, message: string, offer: boolean, at: At): Promise<Judged>;

  run(id: RunId): Promise<Run | undefined>;
  /** Newest first. */
  runs(filter: RunFilter): Promise<readonly Run[]>;
  /** By round. */
  reports(run: RunId): Promise<readonly RoundReport[]>;
  /** The patch of its last round that has one. */
  patch(run: RunId): Promise<string | undefined>;
  review(run: RunId): Promise<Review | undefined>;
  /** Runs of the task that have something to say to the next one, oldest first, at most three. */
  past(task: TaskId): Promise<readonly Past[]>;

  /** Oldest first. */
  deeds(): Promise<readonly OpenDeed[]>;
  performed(seq: number): Promise<void>;
  /** Rings the timers that are due; answers when the next one is. */
  ring(now: At): Promise<At | undefined>;
  /** Runs whose tasks somebody else has ended, end too. */
  settleStrays(now: At): Promise<void>;

  /** The process group of a check that was started and not seen to end. */
  checkProcess(run: RunId): Promise<ProcessIdentity | undefined>;
  noteCheck(run: RunId, process: ProcessIdentity | undefined): Promise<void>;
  /** The task's worktree is gone, its ports are free. */
  worktreeRemoved(task: TaskId): Promise<void>;

  /**
   * One short step of a walk that removes what is heavy of runs that ended before this, and whose task is over, too.
   * `busy`: somebody else writes, or waits for it; nothing was done.
   */
  removeDetails(endedBefore: At, now: At, place?: DetailsPlace): Promise<DetailsPlace | "busy">;
}
