import { arriving } from "../../orchestrator/exchange/book.ts";
import { mistakesIn } from "../../orchestrator/exchange/judge.ts";
import { circleAmong } from "../../orchestrator/goals/cycle.ts";
import { blockersOf } from "../../orchestrator/goals/readiness.ts";
import { treeOf } from "../../orchestrator/goals/tree.ts";
import { objection, objectionToSplit, partsOfTask, tasksForGoal } from "../../orchestrator/plan/accept.ts";
import { weigh } from "../../orchestrator/priority/weigh.ts";
import { endingOfFailure, lossesIn, RETRY } from "../../orchestrator/retry.ts";
import type { GoalRules, RunRules } from "../../state/backlog/options.ts";

/** The orchestrator's decisions, as the state room wants them handed in. */
export const GOAL_RULES: GoalRules = {
  circleAmong,
  blockersOf,
  treeOf,
  objection,
  objectionToSplit,
  tasksForGoal,
  partsOfTask,
  weigh,
  mistakesIn,
  arriving,
};

/** And about runs. */
export const RUN_RULES: RunRules = { endingOfFailure, lossesIn, retry: RETRY };
