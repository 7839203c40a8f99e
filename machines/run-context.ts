import type { ClaimId } from "./ids.ts";

/** When a person must look at what a run has done before it counts. */
export type ReviewPolicy =
  /** Never: the check decides; without a check, the end of the turn. */
  | { readonly kind: "auto" }
  | { readonly kind: "always" }
  /** Where more than so many lines changed, or nobody can tell how many. */
  | { readonly kind: "larger"; readonly lines: number };

/** What the user decided about a run; fixed when it begins. */
export interface RunPolicy {
  /** A command must pass before the task is done. */
  readonly check: boolean;
  readonly review: ReviewPolicy;
  /** How often a failed check goes back to the same agent. */
  readonly followUps: number;
  /** What its session has not taken by then is anybody's. ms */
  readonly patience: number;
  /** Deliveries of its task before it is given up. */
  readonly maxAttempts: number;
}

export const FAILURES = [
  "agent error",
  "usage limit",
  "lost pane",
  /** A person cut the turn off. */
  "interrupted",
  /** The agent, or a person, says that it failed. */
  "reported",
  "check failed",
  "rejected",
  /** A person, or another program, ended the task. */
  "cancelled",
] as const;

/** Kept apart, because each asks for something else: another try, time, a person. */
export interface RunFailure {
  readonly kind: (typeof FAILURES)[number];
  readonly reason: string;
}

export interface RunContext {
  readonly policy: RunPolicy;
  /** The claim under which its text is being given, or was given last; null while it is offered. */
  readonly claim: ClaimId | null;
  /** The claim whose turn came to its end and waits to be judged: its session counts it when it is. */
  readonly judging: ClaimId | null;
  /** Follow-ups so far. */
  readonly round: number;
  /** It waits for its own session, and goes back to waiting when a delivery came to nothing. */
  readonly offered: boolean;
  readonly failure: RunFailure | null;
  /** Why a person must look at it. */
  readonly wants: string | null;
}

export interface RunInput {
  readonly policy: RunPolicy;
  /** For one session alone, before anybody has claimed it. */
  readonly offered: boolean;
}

export const initialRunContext = ({ policy, offered }: RunInput): RunContext => ({
  policy,
  claim: null,
  judging: null,
  round: 0,
  offered,
  failure: null,
  wants: null,
});

/** What holds where the user set nothing. */
export const DEFAULT_RUN_POLICY: RunPolicy = {
  check: false,
  review: { kind: "auto" },
  followUps: 2,
  patience: 900_000,
  maxAttempts: 3,
};

/** The end of a turn is not the end of the task: something or somebody judges it. */
export const isJudged = ({ check, review }: RunPolicy): boolean => check || review.kind !== "auto";
