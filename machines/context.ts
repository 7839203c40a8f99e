import type { Evidence } from "./evidence.ts";
import type { Grant } from "./events.ts";
import type { At, ClaimId } from "./ids.ts";

/** What the user decided about time and the general prompt; given anew at each start, never read from a snapshot. */
export interface Policy {
  /** Idle this long before work is given. ms */
  readonly idleThreshold: number;
  /** Idle this long before a task given by hand is typed. ms */
  readonly handThreshold: number;
  /** Idle this long after our turn before it counts as ended. ms */
  readonly settle: number;
  /** Idle this long without a turn ever seen before it counts as ended all the same. ms */
  readonly unseenTurn: number;
  /** No agent for this long before its task counts as lost. ms */
  readonly lost: number;
  /** A turn without a pause longer than this is told to a person. ms */
  readonly overtime: number;
  /** General prompts between two real tasks; 0 where the user set none. */
  readonly generalPromptMax: number;
}

/** What the session holds: one claim, and what was granted under it. */
export interface Holding {
  readonly claim: ClaimId;
  readonly grant: Grant;
  readonly since: At;
}

/** The agent's or a person's word about the task we hold, if it came before the delivery was proven. */
export interface Report {
  readonly outcome: "done" | "failed";
  readonly text: string;
}

export interface SessionContext {
  readonly policy: Policy;
  /** Mirrors the control region for the guards of the others. */
  readonly paused: boolean;
  readonly sessionStart: At | null;
  readonly lastActivity: At | null;
  readonly tasksCompleted: number;
  readonly tasksFailed: number;
  /** Work given: tasks and general prompts. */
  readonly workSessions: number;
  readonly evidence: Evidence | null;
  /** The idle clock: `ran` ms were counted before `since`. Stopped (since null) while a draft stands in the composer. */
  readonly idle: { readonly since: At | null; readonly ran: number } | null;
  /** The claim under which the backlog is being asked. */
  readonly asking: ClaimId | null;
  readonly holding: Holding | null;
  readonly report: Report | null;
  /** Claims whose turns have ended well and wait to be judged, oldest first. */
  readonly unjudged: readonly ClaimId[];
  /** A task was given by hand and not asked for yet. */
  readonly byHand: boolean;
  /** General prompts since the last real task. */
  readonly generalPrompts: number;
}

export const initialContext = (policy: Policy): SessionContext => ({
  policy,
  paused: false,
  sessionStart: null,
  lastActivity: null,
  tasksCompleted: 0,
  tasksFailed: 0,
  workSessions: 0,
  evidence: null,
  idle: null,
  asking: null,
  holding: null,
  report: null,
  unjudged: [],
  byHand: false,
  generalPrompts: 0,
});

/** How long the agent has been idle, by evidence seen. 0 if it is not. */
export function idleFor(context: SessionContext, at: At): number {
  const { idle } = context;
  if (!idle) return 0;
  return idle.ran + (idle.since === null ? 0 : Math.max(0, at - idle.since));
}

/** How long it must be idle before it is given something. */
export const threshold = (context: SessionContext): number =>
  context.byHand ? Math.min(context.policy.handThreshold, context.policy.idleThreshold) : context.policy.idleThreshold;
