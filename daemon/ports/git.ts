// What runs need of git. Each call is one or a few commands, arguments as a list, no shell.
// G1. Nothing of the user's is changed but by `addWorktree`, `merge` and `removeWorktree`; measuring writes nothing into
//     the repository, not even its index.
// G2. A tree with changes that are not committed is never touched: `merge` and `removeWorktree` refuse.
// G3. What git refuses is a value: one line that says what to do.
import type { Change } from "../../orchestrator/runs/run.ts";

export type { Change, ChangedFile } from "../../orchestrator/runs/run.ts";

export type Repository =
  | {
      readonly kind: "repository";
      /** Its top directory. */
      readonly root: string;
      /** The commit that is checked out; absent where there is none yet. */
      readonly head?: string;
      /** Absent: no branch is checked out. */
      readonly branch?: string;
      /** There are changes that are not committed, or files it does not know. */
      readonly changed: boolean;
    }
  | { readonly kind: "none"; readonly why: string };

export type GitAnswer = { readonly kind: "done" } | { readonly kind: "refused"; readonly why: string };

export type Measured =
  /** `patch` is bounded, and says so where it was cut. */
  | { readonly kind: "measured"; readonly change: Change; readonly patch: string }
  | { readonly kind: "unknown"; readonly why: string };

export interface WorktreeOrder {
  readonly repository: string;
  readonly path: string;
  readonly branch: string;
  /** The directory for data beside it. */
  readonly data: string;
}

export interface Git {
  look(directory: string): Promise<Repository>;
  /** One that is there already, on its branch, is used again as it is. The directory for data is made, too. */
  addWorktree(order: WorktreeOrder & { readonly base: string }): Promise<GitAnswer>;
  /** All that differs from `base` in the tree: committed, not committed, and new files that git does not ignore. */
  measure(directory: string, base: string): Promise<Measured>;
  /** Into the branch that the repository must have checked out. */
  merge(order: WorktreeOrder & { readonly into: string; readonly message: string }): Promise<GitAnswer>;
  /**
   * The tree, its branch, and its data where there is none. With `discard` also what was neither committed nor merged,
   * and all data. One that is gone is done.
   */
  removeWorktree(order: WorktreeOrder & { readonly discard: boolean }): Promise<GitAnswer>;
}
