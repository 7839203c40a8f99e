import type { Delivery, Phase } from "../../machines/delivery.ts";
import { formatMark } from "../../machines/mark.ts";
import { setMark } from "./deliverer.ts";
import type { Deliverer } from "./deliverer.ts";
import type { Next } from "./next.ts";

/**
 * A paste whose answer never came: whoever wins the mark decides. The tombstone in the mark's place makes every late
 * child refuse; a mark that already says `pasted` means that the text is on its way.
 */
export async function pasting(
  delivery: Delivery,
  phase: Extract<Phase, { name: "pasting" }>,
  by: Deliverer,
): Promise<Next> {
  const tombstone = formatMark(delivery.claim, "void");
  const answer = await setMark(delivery, phase.aim, phase.aim.previousMark, tombstone, by);
  if (answer.kind === "in doubt") {
    await by.life.pause(500);
    return { kind: "phase", phase };
  }
  if (answer.kind === "done" || (answer.pane && answer.mark === tombstone)) {
    return { kind: "refused", reason: "the paste never happened" };
  }
  if (answer.pane && answer.mark === formatMark(delivery.claim, "pasted")) {
    return { kind: "phase", phase: { name: "pasted", aim: phase.aim, since: by.clock.now() } };
  }
  return {
    kind: "unsure",
    seen: answer.pane ? `after the paste the mark is ${answer.mark}` : "the pane went away around the paste",
  };
}
