import type { ClaimId } from "./ids.ts";
import type { RunFailure } from "./run-context.ts";

/** What the run's step means for its task: written in the same transaction. */
export type RunMove =
  | { readonly kind: "move"; readonly to: "checking" | "review"; readonly because: string }
  | { readonly kind: "done"; readonly note: string }
  /** Back in line for the same session, which is told why. */
  | { readonly kind: "follow up"; readonly reason: string }
  /** No longer for one session alone. */
  | { readonly kind: "set free" }
  | { readonly kind: "failed"; readonly failure: RunFailure };

/** What is to be done after the commit, at least once; each may be done again at will. */
export type RunDeed =
  /** Run the check, measure the change, then say what was found. */
  | { readonly kind: "inspect"; readonly round: number }
  /** Ask its session to take what lies in the backlog for it. */
  | { readonly kind: "offer" }
  /**
   * Let the session that worked under this claim count what came of it; `again`: nothing, another turn is judged instead.
   * Null: no turn waits to be counted.
   */
  | { readonly kind: "verdict"; readonly claim: ClaimId | null; readonly outcome: "done" | "failed" | "again" };

export type RunIntent = RunMove | RunDeed;

const DEEDS: readonly string[] = ["inspect", "offer", "verdict"] satisfies readonly RunDeed["kind"][];
export const isDeed = (intent: RunIntent): intent is RunDeed => DEEDS.includes(intent.kind);
