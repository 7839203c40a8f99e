import type { At, TaskId } from "../../machines/ids.ts";

export type PolicyName = "strict" | "urgency";

/** Why this task and not another: kept with every dispatch. */
export interface Choice {
  readonly policy: PolicyName;
  /** Pending tasks this session could have taken, the chosen one included; counted up to `COUNTED`. */
  readonly considered: number;
  /** The next in line, best first (at most 5). */
  readonly runnersUp: readonly RunnerUp[];
  /** A short sentence, e.g. `priority 80, oldest of 3; bound to this session`. */
  readonly because: string;
  /** How many of them were weighed; absent where all were compared. */
  readonly weighed?: number;
  /** What the chosen one weighs, where more than the stored priority decided. */
  readonly parts?: Parts;
  /** What the strict order would have given. */
  readonly strictWouldPick?: TaskId;
  /** It was given out of turn. */
  readonly guard?: "oldest";
}

export interface RunnerUp {
  readonly id: TaskId;
  readonly priority: number;
  readonly createdAt: At;
  readonly index?: number;
}

/** A session that can take more than this: it is not counted how many more. */
export const COUNTED = 1_000;

/** What a task weighs: `index = (priority + unlocks.add) * urgency.times`. */
export interface Parts {
  readonly priority: number;
  readonly unlocks: {
    readonly add: number;
    /** Those that wait for it directly. */
    readonly tasks: readonly TaskId[];
  };
  readonly urgency: {
    readonly times: number;
    /** Absent: no deadline is behind it. */
    readonly slackMinutes?: number;
    readonly deadline?: At;
    /** Whose deadline that is. */
    readonly of?: TaskId;
  };
  readonly index: number;
}
