// Long lives by chance: up to 60 events at random times, the daemon restarted now and then.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { SessionEvent } from "../../machines/events.ts";
import { keep, restore } from "../../machines/snapshot.ts";
import { POLICY } from "./sample.ts";
import { nextEvents } from "./walk/next-events.ts";
import { checkRules } from "./walk/rules.ts";
import { advance, newWorld } from "./walk/world.ts";
import type { World } from "./walk/world.ts";

/** `pick` chooses among what may happen next; `wait` is how much later it happens. ms */
interface Turn {
  readonly pick: number;
  readonly wait: number;
  readonly restart: boolean;
}

const waits = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 10_000 }),
  fc.integer({ min: 0, max: 10 * POLICY.idleThreshold }),
);
const turns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.record({ pick: fc.nat(), wait: waits, restart: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 60,
  },
);

it("keeps the rules in every life", () => {
  fc.assert(
    fc.property(turns, (life) => {
      let world = newWorld();
      for (const turn of life) {
        world = advance(world, eventOf(turn, world));
        checkRules(world);
      }
    }),
    { numRuns: 1_000 },
  );
});

it("goes on after a restart as if there had been none", () => {
  fc.assert(
    fc.property(turns, (life) => {
      let [straight, restarted] = [newWorld(), newWorld()];
      for (const turn of life) {
        if (turn.restart) restarted = { ...restarted, session: restore(keep(restarted.session), POLICY) };
        const event = eventOf(turn, straight);
        [straight, restarted] = [advance(straight, event), advance(restarted, event)];
        expect(shown(restarted)).toEqual(shown(straight));
      }
    }),
    { numRuns: 300 },
  );
});

function eventOf({ pick, wait }: Turn, world: World): SessionEvent {
  const events = nextEvents(world);
  const event = events[pick % events.length];
  if (!event) throw new Error("nothing can happen");
  return event.type === "capture"
    ? { ...event, at: event.at + wait, evidence: { ...event.evidence, at: event.at + wait } }
    : { ...event, at: event.at + wait };
}

const shown = ({ session, last }: World) => ({
  value: session.value,
  context: session.context,
  intents: last?.stepped.intents,
  timers: last?.stepped.timers,
  changed: last?.stepped.changed,
});
