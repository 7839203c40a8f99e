import type { Grant } from "./events.ts";
import type { ClaimId } from "./ids.ts";

/** How our hold on a task ended, as the session saw it. What becomes of the task is the retry policy's word. */
export type Ended =
  | { readonly kind: "done"; readonly proof: string }
  | { readonly kind: "failed"; readonly cause: "error" | "interrupted" | "lost" | "reported"; readonly reason: string };

/**
 * What a session wants done about the world: plain data, committed with the event that caused it, performed after.
 * Every intent but `deliver` may be performed again at will; `deliver` keeps its own phases in the ledger.
 */
export type Intent =
  /** Ask the backlog for a task under this claim. */
  | { readonly kind: "ask"; readonly claim: ClaimId }
  | { readonly kind: "deliver"; readonly claim: ClaimId; readonly grant: Grant }
  /** Give back what was provably never typed. */
  | { readonly kind: "release"; readonly claim: ClaimId; readonly reason: string }
  | { readonly kind: "complete"; readonly claim: ClaimId; readonly grant: Grant; readonly ended: Ended }
  /** Write `unsure` into the backlog; the pane is already held. */
  | { readonly kind: "doubt"; readonly claim: ClaimId; readonly grant: Grant; readonly seen: string }
  /** A person settled it: let the pane be fed again. */
  | { readonly kind: "unhold"; readonly claim: ClaimId }
  /** Worth telling a person: the turn takes very long. */
  | { readonly kind: "overtime"; readonly claim: ClaimId };

export type IntentOf<K extends Intent["kind"]> = Extract<Intent, { kind: K }>;
