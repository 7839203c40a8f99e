import type { Aim, Delivery } from "../../machines/delivery.ts";
import type { Frame } from "../../machines/frame.ts";
import type { PaneId } from "../../machines/ids.ts";
import type { Deliverer } from "./deliverer.ts";
import type { Next } from "./next.ts";
import { whatHoldsBack } from "./guards.ts";
import type { Held } from "./guards.ts";
import { watchedFor } from "./patience.ts";
import type { Sight } from "./sight.ts";

/** Idle must be seen this long before the paste: an agent's offer dialog comes 200 ms after its first paint. ms */
const IDLE_HELD = 1_000;
const LOOK_EVERY = 250;
/** A guard that still holds after this gives the task back. ms */
const PATIENCE = 10_000;

/** Steps 3 to 6: spool, look, begin, and the one paste this claim will ever have. */
export async function assigned(delivery: Delivery, by: Deliverer): Promise<Next> {
  const spooled = await by.spool.write(delivery.claim, delivery.text);
  if (spooled.kind === "refused") return { kind: "refused", reason: spooled.why };
  const aimed = await takeAim(delivery, by);
  if ("reason" in aimed) return { kind: "refused", reason: aimed.reason };
  const { aim, cursor } = aimed;
  if (!(await begin(delivery, by))) return { kind: "refused", reason: "the claim was taken over" };
  await by.advance({ ...delivery, phase: { name: "pasting", aim } });
  const server = by.eyes.server(delivery.session);
  if (!server) return { kind: "phase", phase: { name: "pasting", aim } };
  const answer = await server.paste({
    identity: aim.identity,
    claim: delivery.claim,
    previousMark: aim.previousMark,
    activity: aim.activity,
    cursor,
    spool: spooled.path,
    nonce: by.ids.fresh(),
  });
  switch (answer.kind) {
    case "done":
      return { kind: "phase", phase: { name: "pasted", aim, since: by.clock.now() } };
    case "refused":
      return { kind: "refused", reason: `tmux refused the paste (${answer.seen})` };
    case "in doubt":
      return { kind: "phase", phase: { name: "pasting", aim } };
  }
}

type Aimed = { readonly aim: Aim; readonly cursor: Cursor } | { readonly reason: string };
type Cursor = Frame["cursor"];

/** Looks until nothing has held the delivery back for IDLE_HELD; gives up after PATIENCE. */
async function takeAim(delivery: Delivery, by: Deliverer): Promise<Aimed> {
  const watched = watchedFor(by.clock);
  let clear: { readonly since: number; readonly shown: string } | undefined;
  for (;;) {
    const pane = by.eyes.pane(delivery.session);
    const sight = pane && (await by.eyes.see(delivery.session, pane));
    const now = by.clock.elapsed();
    const spent = watched();
    let held = sight ? holdsBack(sight, delivery, by) : NO_PANE;
    if (held === undefined && sight) {
      // An answer that streams can look idle in every single frame: the screen must stand still, too.
      const shown = shownIn(sight);
      clear = clear?.shown === shown ? clear : { since: now, shown };
      if (now - clear.since >= IDLE_HELD) return { aim: aimAt(sight, pane), cursor: sight.look.frame.cursor };
      if (clear.since === now) held = MOVING;
    } else {
      clear = undefined;
      if (held) by.heldBack(delivery.session, held);
    }
    if (held && spent >= PATIENCE) return { reason: held.why };
    await by.life.pause(LOOK_EVERY);
  }
}

const NO_PANE: Held = { guard: "no pane", why: "the session's pane is gone" };
const PAUSED: Held = { guard: "paused", why: "the session is paused" };
const MOVING: Held = { guard: "moving", why: "the screen does not stand still" };

/** Down to the composer: a status line of the user's below it may tick. */
const shownIn = ({ look, judgement }: Sight): string =>
  JSON.stringify([look.frame.title, look.frame.rows.slice(0, (judgement.composer?.row ?? look.frame.rows.length) + 1)]);

function holdsBack(sight: Sight, delivery: Delivery, by: Deliverer): Held | undefined {
  if (by.isPaused(delivery.session)) return PAUSED;
  return whatHoldsBack(sight, by.clock.wall(), { personQuiet: by.personQuiet, tag: delivery.tag });
}

function aimAt(sight: Sight, pane: PaneId): Aim {
  const { facts } = sight.look;
  if (!sight.agent) throw new Error(`nobody to type for in ${pane}`);
  return {
    identity: { ...facts.identity, agent: sight.agent },
    previousMark: facts.mark,
    activity: facts.activity,
  };
}

async function begin(delivery: Delivery, by: Deliverer): Promise<boolean> {
  if (delivery.grant.kind === "general") return true;
  return (await by.backlog.begin(delivery.claim, delivery.grant.fence)) === "begun";
}
