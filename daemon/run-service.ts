// What the faces of drover may ask about runs and reviews. One implementation, over the backlog and git.
import type { Review, RoundReport, Run } from "../orchestrator/runs/run.ts";
import type { RunState } from "../machines/run-step.ts";
import type { Task } from "../orchestrator/task.ts";
import type { NotThere, Refused } from "./goal-service.ts";

// The words of the house that a face needs; it has them from here alone.
export { RUN_STATES } from "../machines/run-step.ts";
export { FAILURES } from "../machines/run-context.ts";
export type { RunState } from "../machines/run-step.ts";
export type { NotThere, Refused } from "./goal-service.ts";
export type { Change, CheckReport, Place, Review, RoundReport, Run, Worktree } from "../orchestrator/runs/run.ts";

export interface ListedRun {
  readonly run: Run;
  /** Absent: somebody threw it away. */
  readonly task?: Task;
}

/** All that is kept of a run. */
export interface RunView extends ListedRun {
  readonly review?: Review;
  /** By round. */
  readonly reports: readonly RoundReport[];
}

export interface RunQuery {
  readonly states?: readonly RunState[];
  readonly task?: string;
  readonly limit?: number;
}

export type Verdict =
  /** Without a run: nobody has worked on it, and a person says that it is done. */
  | { readonly kind: "judged"; readonly run?: Run; readonly task: Task | undefined; readonly merged: boolean }
  | Refused
  | NotThere;
export type Tidied = ({ readonly kind: "done" } & ListedRun) | Refused | NotThere;
export type Patch =
  | ({ readonly kind: "patch"; readonly text: string } & ListedRun)
  /** It was kept as long as `[retention] runs` says. */
  | { readonly kind: "gone"; readonly why: string }
  | Refused
  | NotThere;

/** Every `id` is a run's or a task's: a task's means its newest run. */
export interface RunService {
  /** Newest first. */
  list(query: RunQuery): Promise<readonly ListedRun[]>;
  show(id: string): Promise<RunView | NotThere>;
  patch(id: string): Promise<Patch>;
  /**
   * With `merge` its branch is merged first, and nothing is approved if that is refused. A task of which no run waits
   * for a verdict, and no session has a hand on, is done by this word.
   */
  approve(id: string, wish: { readonly message: string; readonly merge: boolean }): Promise<Verdict>;
  /** The task is in line again with this message, for the same session if that is free. */
  reject(id: string, message: string): Promise<Verdict>;
  merge(id: string): Promise<Tidied>;
  /** Removes worktree and branch; with `discard` also what was neither committed nor merged. */
  remove(id: string, wish: { readonly discard: boolean }): Promise<Tidied>;
}
