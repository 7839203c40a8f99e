import type { Delivery, Phase } from "../../machines/delivery.ts";
import { parseMark } from "../../machines/mark.ts";
import type { Deliverer } from "./deliverer.ts";
import { isGone, seeAim } from "./deliverer.ts";
import type { Next } from "./next.ts";
import { byReceipt } from "./proof.ts";
import { isSameAgent } from "./sight.ts";

const LOOK_EVERY = 500;

/** An Enter whose answer never came: the mark tells whether it went through, and lets it through only once. */
export async function entering(
  delivery: Delivery,
  phase: Extract<Phase, { name: "entering" }>,
  by: Deliverer,
): Promise<Next> {
  const { aim } = phase;
  const proven = byReceipt(delivery, aim, by);
  if (proven) return proven;
  let sight = await seeAim(delivery, aim, by);
  while (!sight) {
    if (await isGone(delivery, aim, by)) return { kind: "unsure", seen: "the pane went away around Enter" };
    await by.life.pause(LOOK_EVERY);
    sight = await seeAim(delivery, aim, by);
  }
  if (!isSameAgent(sight, aim)) return { kind: "unsure", seen: "the agent was replaced around Enter" };
  const mark = parseMark(sight.look.facts.mark);
  if (mark?.claim !== delivery.claim) return { kind: "unsure", seen: `the mark is ${sight.look.facts.mark}` };
  switch (mark.stage) {
    case "entered":
    case "entered2":
      return {
        kind: "phase",
        phase: { name: "entered", aim, since: by.clock.now(), again: mark.stage === "entered2" },
      };
    case "pasted":
      return { kind: "phase", phase: { name: "pasted", aim, since: by.clock.now() } };
    case "void":
    case "held":
    case "closed":
      return { kind: "unsure", seen: `the mark is ${sight.look.facts.mark}` };
  }
}
