// All that goals.db keeps of the work itself, to be taken elsewhere and brought in again.
// X1. What is brought in keeps its id; what is there under that id already stays as it is. So a second import adds nothing.
// X2. All of a file is brought in, or nothing of it.
// X3. A claim belongs to the store that gave it and does not travel. Where an agent may have been at a task, nobody here
//     can tell what became of it: it arrives as `unsure`.
import type { At } from "../../machines/ids.ts";
import type { Goal, Vision } from "../goals/goal.ts";
import type { Task, TaskStatus } from "../task.ts";

/** `line`: where it stands in the file that it was read from. */
interface Line {
  readonly line?: number;
}
export type BookVision = Vision & Line;
export type BookGoal = Goal & Line;
export type BookTask = Omit<Task, "claim" | "fence" | "attempts" | "notBefore"> & Line;

export interface Book {
  readonly visions: readonly BookVision[];
  readonly goals: readonly BookGoal[];
  /** Oldest first. */
  readonly tasks: readonly BookTask[];
}

export interface Mistake {
  /** From 1; absent: it is no single line's. */
  readonly line?: number;
  readonly why: string;
}

/** What a file came to. `leftOut`: what of it drover has no place for, in words. */
export type ReadBook =
  | { readonly kind: "read"; readonly book: Book; readonly leftOut: readonly string[] }
  | { readonly kind: "refused"; readonly mistakes: readonly Mistake[] };

/** A file, and what of the book it has no place for. */
export interface Written {
  readonly text: string;
  readonly leftOut: readonly string[];
}

export interface Reading {
  readonly now: At;
  /** The id of something that names none: the same in each reading of the same file. */
  readonly idFor: IdFor;
}
export type IdFor = (kind: "vision" | "goal" | "task", says: string) => string;

/** `hash`: a short text that two texts hardly ever share. What is said twice has two ids. */
export function idsFrom(hash: (text: string) => string): IdFor {
  const times = new Map<string, number>();
  return (kind, says) => {
    const before = times.get(`${kind} ${says}`) ?? 0;
    times.set(`${kind} ${says}`, before + 1);
    return `${kind}-${hash(`${before} ${says}`)}`;
  };
}

/** How a task of this status arrives; keeps X3. Pending and blocked are one: what it waits for decides. */
export function arriving(status: TaskStatus): TaskStatus {
  switch (status) {
    case "claimed":
    case "blocked":
    case "pending":
      return "pending";
    case "sent":
    case "working":
    case "checking":
    case "review":
      return "unsure";
    case "done":
    case "failed":
    case "unsure":
    case "quarantined":
    case "cancelled":
      return status;
  }
}

export type BroughtIn =
  | {
      readonly kind: "brought";
      /** Ids of what is new. */
      readonly visions: readonly string[];
      readonly goals: readonly string[];
      readonly tasks: readonly string[];
      /** How many were there already. */
      readonly known: number;
    }
  | { readonly kind: "refused"; readonly mistakes: readonly Mistake[] };
