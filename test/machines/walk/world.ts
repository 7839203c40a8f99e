// A session in a small world that answers it: what may happen next depends on what it asked for.
// The record of claims is kept beside the chart, by another hand, so that the rules can be held against it.
import type { Snapshot } from "xstate";
import type { SessionEvent } from "../../../machines/events.ts";
import type { At, ClaimId } from "../../../machines/ids.ts";
import type { Intent } from "../../../machines/intents.ts";
import { begin, step, workOf } from "../../../machines/step.ts";
import type { SessionSnapshot, Stepped } from "../../../machines/step.ts";
import { POLICY } from "../sample.ts";

/** How far a claim came, by the intents alone. */
export type Fate = "asked" | "delivering" | "released" | "completed" | "doubted" | "unheld";

export interface World extends Omit<Snapshot<unknown>, "status"> {
  readonly status: "active";
  readonly output: undefined;
  readonly error: undefined;
  readonly session: SessionSnapshot;
  readonly now: At;
  /** Ids of the timers that are set, with the time they are due. */
  readonly timers: ReadonlyMap<string, At>;
  readonly fates: ReadonlyMap<ClaimId, Fate>;
  /** Claims asked for and not answered yet, oldest first. */
  readonly open: readonly ClaimId[];
  /** General prompts that may have been typed since the last real task. */
  readonly prompts: number;
  /** The step that led here. */
  readonly last: Last | undefined;
}

export interface Last {
  readonly before: World;
  readonly event: SessionEvent;
  readonly stepped: Stepped;
}

export const newWorld = (): World => ({
  status: "active",
  output: undefined,
  error: undefined,
  session: begin(POLICY),
  now: 0,
  timers: new Map(),
  fates: new Map(),
  open: [],
  prompts: 0,
  last: undefined,
});

export function advance(world: World, event: SessionEvent): World {
  const stepped = step(world.session, event);
  return {
    ...world,
    session: stepped.snapshot,
    now: event.at,
    timers: timersAfter(world.timers, event, stepped),
    fates: stepped.intents.reduce(fatesAfter, world.fates),
    open: openAfter(world.open, event, stepped),
    prompts: promptsAfter(world, event, stepped),
    last: { before: { ...world, last: undefined }, event, stepped },
  };
}

function timersAfter(timers: World["timers"], event: SessionEvent, { timers: effects }: Stepped): World["timers"] {
  const next = new Map(timers);
  if (event.type === "timer") next.delete(event.event);
  for (const effect of effects) {
    if (effect.kind === "cancel") next.delete(effect.id);
    else next.set(effect.id, event.at + effect.after);
  }
  return next;
}

const FATE_OF = {
  ask: "asked",
  deliver: "delivering",
  release: "released",
  complete: "completed",
  doubt: "doubted",
  unhold: "unheld",
} as const satisfies Partial<Record<Intent["kind"], Fate>>;

const fatesAfter = (fates: World["fates"], { kind, claim }: Intent): World["fates"] =>
  kind === "overtime" ? fates : new Map(fates).set(claim, FATE_OF[kind]);

function openAfter(open: World["open"], event: SessionEvent, { intents }: Stepped): World["open"] {
  const answered = event.type === "granted" || event.type === "nothing" ? event.claim : undefined;
  const asked = intents.flatMap(({ kind, claim }) => (kind === "ask" ? [claim] : []));
  return [...open.filter((claim) => claim !== answered), ...asked];
}

/** A delivery is over once it is proven or in doubt; only the first word about it counts. */
function promptsAfter({ prompts, session }: World, event: SessionEvent, { snapshot }: Stepped): number {
  const held = session.context.holding;
  if (workOf(session) !== "assigning" || !held || workOf(snapshot) === "assigning" || event.type === "refused")
    return prompts;
  if (held.grant.kind === "general") return prompts + 1;
  return event.type === "delivered" ? 0 : prompts;
}
