import type { At, GoalId, VisionId } from "../../machines/ids.ts";

/** Why all the work is done: a sentence or a page. */
export interface Vision {
  readonly id: VisionId;
  readonly content: string;
  readonly createdAt: At;
}

export const GOAL_STATUSES = ["active", "paused", "done", "dropped"] as const;
/** What a person says of a goal; how far its tasks are is its progress. Tasks are generated for active ones alone. */
export type GoalStatus = (typeof GOAL_STATUSES)[number];

/** Something to be reached, in Markdown; its first line is its title. */
export interface Goal {
  readonly id: GoalId;
  readonly content: string;
  readonly vision?: VisionId;
  /** Given to its tasks, where they say nothing of their own. */
  readonly project: string;
  readonly category: string;
  readonly priority: number;
  readonly deadline?: At;
  readonly status: GoalStatus;
  readonly createdAt: At;
  /** Its text as it was when tasks were last generated from it. */
  readonly generatedFrom?: string;
  readonly generatedAt?: At;
}

export interface NewVision {
  /** Brought along; if there is a vision of this id, nothing is added. */
  readonly id?: VisionId;
  readonly content: string;
}

export interface NewGoal {
  /** Brought along; if there is a goal of this id, nothing is added. */
  readonly id?: GoalId;
  readonly content: string;
  readonly vision?: VisionId;
  readonly project?: string;
  readonly category?: string;
  readonly priority?: number;
  readonly deadline?: At;
  readonly status?: GoalStatus;
}

/** What is absent stays. */
export interface GoalChange {
  readonly content?: string;
  readonly priority?: number;
  readonly deadline?: At | null;
  readonly status?: GoalStatus;
}

/** The first line that says something, without the marks of a heading. */
export const titleOf = ({ content }: { readonly content: string }): string =>
  content
    .split("\n")
    .map((line) => line.replace(/^\s*#+\s*/, "").trim())
    .find((line) => line !== "") ?? "";
