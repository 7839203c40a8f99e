import type { At, ClaimId } from "./ids.ts";
import type { Ended } from "./intents.ts";

/** What the check command said. */
export type CheckOutcome =
  | { readonly kind: "none" }
  | { readonly kind: "passed" }
  /** It ended otherwise, or took too long: why, in one sentence. */
  | { readonly kind: "failed"; readonly reason: string }
  /** It could not be run, which says nothing about the work. */
  | { readonly kind: "not run"; readonly reason: string };

/** What the agent of a running task does. */
export type Doing = "active" | "waiting" | "limited";

/** Everything that can happen to a run. Time comes with the event. */
export type RunEvent =
  /** A session holds its task under this claim: its text is being prepared. */
  | { readonly type: "claimed"; readonly at: At; readonly claim: ClaimId }
  /** The claim was given back: nothing was typed. */
  | { readonly type: "released"; readonly at: At; readonly claim: ClaimId }
  | { readonly type: "begun"; readonly at: At; readonly claim: ClaimId }
  /** The delivery is proven. */
  | { readonly type: "working"; readonly at: At; readonly claim: ClaimId }
  | { readonly type: "doing"; readonly at: At; readonly claim: ClaimId; readonly doing: Doing }
  /** The session let go: the turn came to an end. */
  | { readonly type: "ended"; readonly at: At; readonly claim: ClaimId; readonly ended: Ended }
  | { readonly type: "unsure"; readonly at: At; readonly claim: ClaimId; readonly seen: string }
  /** Somebody says that the work is done, while no session has a hand on it. */
  | { readonly type: "claimed done"; readonly at: At; readonly note: string }
  /** What was found of this round's work. `lines`: added and removed; null where nobody can tell. */
  | {
      readonly type: "inspected";
      readonly at: At;
      readonly round: number;
      readonly check: CheckOutcome;
      readonly lines: number | null;
    }
  | { readonly type: "approved"; readonly at: At; readonly message: string }
  | { readonly type: "rejected"; readonly at: At; readonly message: string }
  /** Somebody else ended its task: a person, or another program. */
  | { readonly type: "settled"; readonly at: At; readonly how: "done" | "cancelled"; readonly reason: string }
  /** A timer of the chart is due. */
  | { readonly type: "timer"; readonly at: At; readonly event: string };
