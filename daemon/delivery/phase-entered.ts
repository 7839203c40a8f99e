import type { Delivery } from "../../machines/delivery.ts";
import type { Deliverer } from "./deliverer.ts";
import { isGone, seeAim } from "./deliverer.ts";
import type { Next } from "./next.ts";
import { watchedFor } from "./patience.ts";
import { afterEnter, byReceipt } from "./proof.ts";
import type { Entered } from "./proof.ts";

const LOOK_EVERY = 250;
/** A swallowed Enter must have stood this long: a slow agent may still be about to read it. ms */
const SWALLOWED_FOR = 2_000;
/** Text that stands without a trace of our Enter is a person's to judge after this. ms */
const PATIENCE_STANDING = 10_000;
/** A screen that says nothing (blank, torn, a dialog) is waited out longer. ms */
const PATIENCE_BLIND = 120_000;

/** Step 10: the text must be seen to have left the composer of the same agent. */
export async function entered(delivery: Delivery, phase: Entered, by: Deliverer): Promise<Next> {
  const watched = watchedFor(by.clock);
  let swallowedSince: number | undefined;
  for (;;) {
    const proven = byReceipt(delivery, phase.aim, by);
    if (proven) return proven;
    const sight = await seeAim(delivery, phase.aim, by);
    if (!sight && !(await isGone(delivery, phase.aim, by))) {
      await by.life.pause(LOOK_EVERY);
      continue;
    }
    const verdict = afterEnter(sight, delivery, phase);
    const now = by.clock.elapsed();
    if (verdict.kind === "submitted") {
      // The agent's word may have come while we looked; it is the better proof.
      const word = byReceipt(delivery, phase.aim, by);
      if (word) return word;
      return {
        kind: "phase",
        phase: { name: "delivered", aim: phase.aim, proof: { kind: "screen", seen: verdict.seen } },
      };
    }
    if (verdict.kind === "lost sight") return { kind: "unsure", seen: verdict.seen };
    if (verdict.kind === "swallowed") {
      swallowedSince ??= now;
      if (!phase.again && now - swallowedSince >= SWALLOWED_FOR) {
        const next = byReceipt(delivery, phase.aim, by) ?? (await enterAgain(verdict.visible, delivery, phase, by));
        if (next) return next;
      }
    } else swallowedSince = undefined;
    const patience = verdict.kind === "cannot tell" ? PATIENCE_BLIND : PATIENCE_STANDING;
    if (watched() >= patience) {
      return {
        kind: "unsure",
        seen: verdict.kind === "cannot tell" ? verdict.seen : "the text still stands after Enter",
      };
    }
    await by.life.pause(LOOK_EVERY);
  }
}

/** Undefined: refused or without an answer; look again. The mark `entered2` keeps it to one. */
async function enterAgain(
  visible: string,
  delivery: Delivery,
  phase: Entered,
  by: Deliverer,
): Promise<Next | undefined> {
  const server = by.eyes.server(delivery.session);
  const sight = await seeAim(delivery, phase.aim, by);
  if (!server || !sight) return undefined;
  const { cursor } = sight.look.frame;
  const { aim } = phase;
  const answer = await server.enter({
    identity: aim.identity,
    claim: delivery.claim,
    again: true,
    activity: aim.activity,
    cursor,
    visible,
  });
  return answer.kind === "done"
    ? { kind: "phase", phase: { name: "entered", aim, since: by.clock.now(), again: true, cursor } }
    : undefined;
}
