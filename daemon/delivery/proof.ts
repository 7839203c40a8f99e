// After Enter: what one look says about whether the text was submitted. Without a receipt the only proof is that the
// text left the composer of the same agent while no person typed.
import type { Aim, Delivery, Phase } from "../../machines/delivery.ts";
import { parseMark } from "../../machines/mark.ts";
import type { Arrival } from "./arrival.ts";
import { arrivalOf } from "./arrival.ts";
import type { Deliverer } from "./deliverer.ts";
import type { Next } from "./next.ts";
import { isSameAgent, isUntouched } from "./sight.ts";
import type { Sight } from "./sight.ts";

/** The agent's own word goes before any look: Esc may have put a text back that was sent. */
export function byReceipt(delivery: Delivery, aim: Aim, by: Pick<Deliverer, "receipt">): Next | undefined {
  const receipt = by.receipt(delivery);
  return (
    receipt && { kind: "phase", phase: { name: "delivered", aim, proof: { kind: "receipt", seen: receipt.seen } } }
  );
}

export type Entered = Extract<Phase, { name: "entered" }>;

export type Verdict =
  | { readonly kind: "submitted"; readonly seen: string }
  /** Our Enter became a new line: the text stands alone and the caret has moved. */
  | { readonly kind: "swallowed"; readonly visible: string }
  | { readonly kind: "still there" }
  | { readonly kind: "cannot tell"; readonly seen: string }
  | { readonly kind: "lost sight"; readonly seen: string };

/** Dialogs in which a turn asks a person; a trust, login or picker dialog says nothing about our turn. */
const ASKED_BY_A_TURN = new Set(["permission", "question", "plan"]);

export function afterEnter(sight: Sight | undefined, delivery: Delivery, phase: Entered): Verdict {
  if (!sight) return { kind: "lost sight", seen: "the pane is gone" };
  if (!isSameAgent(sight, phase.aim)) return { kind: "lost sight", seen: "the agent in the pane is another one" };
  const mark = parseMark(sight.look.facts.mark);
  if (mark?.claim !== delivery.claim) return { kind: "lost sight", seen: `the mark is ${sight.look.facts.mark}` };
  const arrival = arrivalOf(sight.judgement.composer, delivery.text, delivery.tag);
  const verdict = byComposer(arrival, sight, phase);
  return verdict.kind === "submitted" && !isUntouched(sight, phase.aim)
    ? { kind: "lost sight", seen: "a person typed before the turn was seen" }
    : verdict;
}

function byComposer(arrival: Arrival, sight: Sight, phase: Entered): Verdict {
  const { verdict, because } = sight.judgement;
  switch (arrival.kind) {
    case "empty":
      return { kind: "submitted", seen: `the text left the composer (${verdict}, ${because})` };
    case "no composer":
      return verdict === "busy" || (verdict === "waiting" && ASKED_BY_A_TURN.has(sight.judgement.sub ?? ""))
        ? { kind: "submitted", seen: `a turn runs (${because})` }
        : { kind: "cannot tell", seen: `${verdict} (${because})` };
    case "alone":
      return hasMoved(sight, phase) && verdict === "typed" && isUntouched(sight, phase.aim)
        ? { kind: "swallowed", visible: arrival.visible }
        : { kind: "still there" };
    case "other":
      return verdict === "busy" ? { kind: "cannot tell", seen: arrival.seen } : { kind: "still there" };
  }
}

function hasMoved(sight: Sight, phase: Entered): boolean {
  const { x, y } = sight.look.frame.cursor;
  return phase.cursor !== undefined && (phase.cursor.x !== x || phase.cursor.y !== y);
}
