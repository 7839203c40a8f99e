import type { Aim, Delivery, Doubt } from "../../machines/delivery.ts";
import type { Deliverer } from "./deliverer.ts";
import { seeAim } from "./deliverer.ts";
import { isSameAgent, isUntouched } from "./sight.ts";
import type { Sight } from "./sight.ts";

/** A last look at what nobody can tell, before the mark is held: mark, agent, keys of a person, and the screen, kept. */
export async function doubtOf(delivery: Delivery, aim: Aim | undefined, by: Deliverer): Promise<Doubt> {
  const found = { step: delivery.phase.name, at: by.clock.now() };
  const sight = aim && (await seeAim(delivery, aim, by));
  if (!sight) return { ...found, agent: "not seen", touched: false };
  const screen = by.keepScreen(delivery.session, sight.look.frame.rows);
  return {
    ...found,
    mark: sight.look.facts.mark,
    agent: agentIn(sight, aim),
    touched: !isUntouched(sight, aim),
    ...(screen === undefined ? {} : { screen }),
  };
}

const agentIn = (sight: Sight, aim: Aim): Doubt["agent"] =>
  isSameAgent(sight, aim) ? "the same" : sight.agent ? "another" : "none";
