import type { At } from "../../machines/ids.ts";
import type { objection, objectionToSplit, partsOfTask, tasksForGoal } from "../../orchestrator/plan/accept.ts";
import type { arriving } from "../../orchestrator/exchange/book.ts";
import type { mistakesIn } from "../../orchestrator/exchange/judge.ts";
import type { circleAmong } from "../../orchestrator/goals/cycle.ts";
import type { blockersOf } from "../../orchestrator/goals/readiness.ts";
import type { treeOf } from "../../orchestrator/goals/tree.ts";
import type { Policy } from "../../orchestrator/priority/policy.ts";
import type { weigh } from "../../orchestrator/priority/weigh.ts";
import type { endingOfFailure, lossesIn, RetryPolicy } from "../../orchestrator/retry.ts";
import type { CheckText } from "../../orchestrator/text.ts";
import type { Pause } from "./when-free.ts";

export interface ClaimRules {
  /** Id of this data directory: whose claims are ours at the next start. */
  readonly host: string;
  readonly checkText: CheckText;
  readonly policy: Policy;
  /** How far takeable tasks are counted. */
  readonly counted: number;
}

/** What the orchestrator decides about goals; this room only asks it. */
export interface GoalRules {
  readonly circleAmong: typeof circleAmong;
  readonly blockersOf: typeof blockersOf;
  readonly treeOf: typeof treeOf;
  readonly objection: typeof objection;
  readonly objectionToSplit: typeof objectionToSplit;
  readonly tasksForGoal: typeof tasksForGoal;
  readonly partsOfTask: typeof partsOfTask;
  readonly weigh: typeof weigh;
  readonly mistakesIn: typeof mistakesIn;
  readonly arriving: typeof arriving;
}

/** What the orchestrator decides about runs that failed. */
export interface RunRules {
  readonly endingOfFailure: typeof endingOfFailure;
  readonly lossesIn: typeof lossesIn;
  readonly retry: Omit<RetryPolicy, "maxAttempts">;
}

export interface BacklogOptions extends ClaimRules {
  readonly goalRules: GoalRules;
  readonly runRules: RunRules;
  readonly now: () => At;
  readonly pause: Pause;
}
