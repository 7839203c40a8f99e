import type { At } from "../../machines/ids.ts";
import type { objection, objectionToSplit, partsOfTask, tasksForGoal } from "../../orchestrator/plan/accept.ts";
import type { circleAmong } from "../../orchestrator/goals/cycle.ts";
import type { blockersOf } from "../../orchestrator/goals/readiness.ts";
import type { treeOf } from "../../orchestrator/goals/tree.ts";
import type { Policy } from "../../orchestrator/priority/policy.ts";
import type { weigh } from "../../orchestrator/priority/weigh.ts";
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
}

export interface BacklogOptions extends ClaimRules {
  readonly goalRules: GoalRules;
  readonly now: () => At;
  readonly pause: Pause;
}
