// The delivery protocol, one phase at a time. Each phase function looks, decides and does one step; what it answers is
// committed before the next begins, so a crash finds the ledger at the step that was under way.
// P1. A phase that precedes a deed is on disk before the deed (`pasting`, `entering`).
// P2. The text is pasted once per claim, ever. A paste without an answer is settled by the mark, never repeated.
// P3. Enter again only after a seen swallow, once.
// P4. Whatever cannot be told ends `unsure`, with the pane held.
// P5. Patience is the time in which the pane was watched, not the time that passed (`patience.ts`).
import type { Delivery } from "../../machines/delivery.ts";
import type { ClaimId } from "../../machines/ids.ts";
import type { SessionEvent } from "../../machines/events.ts";
import { assigned } from "./phase-assigned.ts";
import { entered } from "./phase-entered.ts";
import { entering } from "./phase-entering.ts";
import { pasted } from "./phase-pasted.ts";
import { pasting } from "./phase-pasting.ts";
import { endMark } from "./deliverer.ts";
import type { Deliverer } from "./deliverer.ts";
import { doubtOf } from "./doubt.ts";
import type { Next } from "./next.ts";

/** Takes a delivery from wherever it stands to its end; answers the event to dispatch, or undefined if it has ended. */
export async function deliver(claim: ClaimId, by: Deliverer): Promise<SessionEvent | undefined> {
  for (;;) {
    const delivery = by.ledger.delivery(claim);
    if (!delivery) throw new Error(`no delivery of ${claim}`);
    const next = await nextOf(delivery, by);
    if (next === undefined) return undefined;
    if (next.kind === "refused") return { type: "refused", at: by.clock.now(), claim, reason: next.reason };
    if (next.kind === "unsure") return unsure(delivery, next.seen, by);
    await by.advance({ ...delivery, phase: next.phase });
    if (next.phase.name === "delivered") {
      return { type: "delivered", at: by.clock.now(), claim, proof: next.phase.proof };
    }
  }
}

async function nextOf(delivery: Delivery, by: Deliverer): Promise<Next | undefined> {
  const { phase } = delivery;
  switch (phase.name) {
    case "assigned":
      return assigned(delivery, by);
    case "pasting":
      return pasting(delivery, phase, by);
    case "pasted":
      return pasted(delivery, phase, by);
    case "entering":
      return entering(delivery, phase, by);
    case "entered":
      return entered(delivery, phase, by);
    case "delivered":
      return { kind: "phase", phase };
    case "held":
      return { kind: "unsure", seen: phase.seen };
    case "closed":
      return undefined;
  }
}

/** Looks once more, closes the mark against a late Enter, then writes down what was seen. */
async function unsure(delivery: Delivery, seen: string, by: Deliverer): Promise<SessionEvent> {
  const { phase } = delivery;
  if (phase.name !== "held") {
    const aim = "aim" in phase ? phase.aim : undefined;
    const doubt = await doubtOf(delivery, aim, by);
    if (aim) await endMark(delivery, aim, "held", by);
    await by.advance({ ...delivery, phase: { name: "held", ...(aim ? { aim } : {}), seen, doubt } });
  }
  return { type: "unsure", at: by.clock.now(), claim: delivery.claim, seen };
}
