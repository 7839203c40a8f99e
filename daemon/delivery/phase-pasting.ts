import type { Delivery, Phase } from "../../machines/delivery.ts";
import { formatMark } from "../../machines/mark.ts";
import type { MarkAnswer } from "../ports.ts";
import { isGone, setMark } from "./deliverer.ts";
import type { Deliverer } from "./deliverer.ts";
import type { Next } from "./next.ts";

type Pasting = Extract<Phase, { name: "pasting" }>;
type Seen = Exclude<MarkAnswer, { kind: "in doubt" }>;

const ASK_AGAIN = 500;

/**
 * A paste whose answer never came: whoever wins the mark decides. The tombstone in the mark's place makes every late
 * child refuse; a mark that already says `pasted` means that the text is on its way.
 */
export async function pasting(delivery: Delivery, phase: Pasting, by: Deliverer): Promise<Next> {
  const tombstone = formatMark(delivery.claim, "void");
  const answer = await bury(tombstone, delivery, phase, by);
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

/** Asks until tmux answers, or the pane is known to be gone. */
async function bury(tombstone: string, delivery: Delivery, { aim }: Pasting, by: Deliverer): Promise<Seen> {
  for (;;) {
    const answer = await setMark(delivery, aim, aim.previousMark, tombstone, by);
    if (answer.kind !== "in doubt") return answer;
    if (await isGone(delivery, aim, by)) return { kind: "seen", pane: false, mark: "" };
    await by.life.pause(ASK_AGAIN);
  }
}
