import type { Delivery, Phase } from "../../machines/delivery.ts";
import { formatMark } from "../../machines/mark.ts";
import { arrivalOf } from "./arrival.ts";
import type { Deliverer } from "./deliverer.ts";
import { isGone, seeAim } from "./deliverer.ts";
import type { Next } from "./next.ts";
import { watchedFor } from "./patience.ts";
import { byReceipt } from "./proof.ts";
import { isSameAgent, isUntouched } from "./sight.ts";
import type { Sight } from "./sight.ts";

type Pasted = Extract<Phase, { name: "pasted" }>;

/** The screen must be still this long before Enter: paint lags behind the agent. Long texts take longer. ms */
const STILL = 200;
const STILL_LONG = 500;
const LONG_LINES = 50;
const LOOK_EVERY = 100;
/** The text must stand in the composer by then, or a person decides. ms */
const PATIENCE = 30_000;

/** Steps 7 and 8: our text alone in the composer, still, untouched; then one guarded Enter. */
export async function pasted(delivery: Delivery, phase: Pasted, by: Deliverer): Promise<Next> {
  const still = delivery.text.split("\n").length > LONG_LINES ? STILL_LONG : STILL;
  let standing: { readonly sight: string; readonly since: number } | undefined;
  let seen = "nothing of the text was seen";
  const watched = watchedFor(by.clock);
  for (let ms = 0; ms < PATIENCE;) {
    const sight = await seeAim(delivery, phase.aim, by);
    const proven = byReceipt(delivery, phase.aim, by);
    if (proven) return proven;
    if (sight) {
      const stop = whatEnds(sight, delivery, phase);
      if (stop) return stop;
      ms = watched();
      const ready = readyFor(sight, delivery, phase);
      seen = ready.kind === "ready" ? seen : ready.seen;
      if (ready.kind === "ready") {
        const now = by.clock.elapsed();
        const shown = JSON.stringify([sight.look.frame.rows, sight.look.frame.cursor]);
        standing = standing?.sight === shown ? standing : { sight: shown, since: now };
        if (now - standing.since >= still) {
          const next = await enter(sight, ready.visible, delivery, phase, by);
          if (next) return next;
          standing = undefined;
        }
      } else standing = undefined;
    } else if (await isGone(delivery, phase.aim, by)) {
      return { kind: "unsure", seen: "the pane went away after the paste" };
    }
    await by.life.pause(LOOK_EVERY);
  }
  return { kind: "unsure", seen: `the text was pasted and not submitted: ${seen}` };
}

function whatEnds(sight: Sight, delivery: Delivery, phase: Pasted): Next | undefined {
  if (!isSameAgent(sight, phase.aim)) return { kind: "unsure", seen: "the agent was replaced after the paste" };
  const { mark } = sight.look.facts;
  if (mark === formatMark(delivery.claim, "entered") || mark === formatMark(delivery.claim, "entered2")) {
    return { kind: "phase", phase: { ...phase, name: "entered", again: mark.endsWith("2") } };
  }
  return mark === formatMark(delivery.claim, "pasted")
    ? undefined
    : { kind: "unsure", seen: `after the paste the mark is ${mark}` };
}

type Ready = { readonly kind: "ready"; readonly visible: string } | { readonly kind: "not yet"; readonly seen: string };

function readyFor(sight: Sight, delivery: Delivery, phase: Pasted): Ready {
  const { judgement } = sight;
  if (judgement.verdict !== "typed") return { kind: "not yet", seen: `${judgement.verdict} (${judgement.because})` };
  if (!isUntouched(sight, phase.aim)) return { kind: "not yet", seen: "a person typed after the paste" };
  const arrival = arrivalOf(judgement.composer, delivery.text, delivery.tag);
  switch (arrival.kind) {
    case "alone":
      return { kind: "ready", visible: arrival.visible };
    case "other":
      return { kind: "not yet", seen: `the composer shows ${JSON.stringify(arrival.seen.slice(0, 200))}` };
    case "empty":
    case "no composer":
      return { kind: "not yet", seen: arrival.kind };
  }
}

/** Undefined: refused, look again. The mark lets one Enter through, however often this is tried. */
async function enter(
  sight: Sight,
  visible: string,
  delivery: Delivery,
  phase: Pasted,
  by: Deliverer,
): Promise<Next | undefined> {
  const { aim, since } = phase;
  const { cursor } = sight.look.frame;
  const server = by.eyes.server(delivery.session);
  if (!server) return { kind: "unsure", seen: "the session is no longer configured" };
  await by.advance({ ...delivery, phase: { name: "entering", aim, since } });
  const answer = await server.enter({
    identity: aim.identity,
    claim: delivery.claim,
    again: false,
    activity: aim.activity,
    cursor,
    visible,
  });
  switch (answer.kind) {
    case "done":
      return { kind: "phase", phase: { name: "entered", aim, since: by.clock.now(), again: false, cursor } };
    case "refused":
      return undefined;
    case "in doubt":
      return { kind: "phase", phase: { name: "entering", aim, since } };
  }
}
