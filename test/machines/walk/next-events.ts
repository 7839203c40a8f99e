import type { SessionEvent } from "../../../machines/events.ts";
import type { Flag, Verdict } from "../../../machines/evidence.ts";
import { claimId } from "../../../machines/ids.ts";
import type { At, ClaimId } from "../../../machines/ids.ts";
import { POLICY, see, seeLimit, task } from "../sample.ts";
import type { World } from "./world.ts";

/** A moment later, just past the moment a task by hand waits, and past every threshold. ms */
const SOON = 1;
const A_MOMENT = POLICY.handThreshold;
const LONG = POLICY.idleThreshold;
/** Limits end at whole multiples of this, so that the same one is seen twice. */
const LIMITS = 3_600_000;

const stranger = claimId("c-stranger");

/** Everything that may happen next; each timer that is set may ring, also late. */
export function nextEvents(world: World): readonly SessionEvent[] {
  const at = world.now + SOON;
  return [
    ...captures(at),
    ...timers(world),
    ...answers(world, at),
    ...outcomes(world, at),
    ...words(world, at),
    ...verdicts(world, at),
    ...persons(world),
  ];
}

const SEEN: readonly (readonly [Verdict, ...Flag[]])[] = [
  ["busy"],
  ["idle"],
  ["idle", "after_error"],
  ["idle", "interrupted"],
  ["idle", "background_work"],
  ["typed"],
  ["waiting"],
  ["limited"],
  ["gone"],
  ["gone", "replaced"],
  ["unknown"],
];

function captures(at: At): readonly SessionEvent[] {
  const until = (Math.floor(at / LIMITS) + 1) * LIMITS;
  return [
    ...SEEN.map(([verdict, ...flags]) => see(at, verdict, ...flags)),
    seeLimit(at, until),
    seeLimit(at, until + LIMITS),
  ];
}

const timers = (world: World): readonly SessionEvent[] =>
  [...world.timers].map(([event, due]) => {
    const at = Math.max(world.now, due);
    return { type: "timer", at, event, claim: fresh(world) };
  });

/** Of the backlog: to what was asked, to what nobody waits for any more, and a second time. */
function answers({ open, session }: World, at: At): readonly SessionEvent[] {
  const claims = [...open, ...claimsOf(session.context.holding?.claim), stranger];
  const judgedLater = open.map((claim): SessionEvent => ({
    type: "granted",
    at,
    claim,
    grant: { ...task(numberOf(claim)), judgedLater: true },
  }));
  return [
    ...judgedLater,
    ...claims.flatMap((claim): readonly SessionEvent[] => [
      { type: "granted", at, claim, grant: task(numberOf(claim)) },
      { type: "nothing", at, claim },
      { type: "nothing", at, claim, wait: true },
    ]),
  ];
}

/** Of a delivery: ours, or one that is none of ours. */
const outcomes = ({ session }: World, at: At): readonly SessionEvent[] =>
  [...claimsOf(session.context.holding?.claim), stranger].flatMap((claim): readonly SessionEvent[] => [
    { type: "delivered", at, claim, proof: { kind: "screen", seen: "left the composer" } },
    { type: "refused", at, claim, reason: "a person types" },
    { type: "unsure", at, claim, seen: "no answer" },
    { type: "settled", at, claim },
  ]);

/** Of the agent about a task: ours, or another. */
function words({ session }: World, at: At): readonly SessionEvent[] {
  const grant = session.context.holding?.grant;
  const tasks = [...(grant?.kind === "task" ? [grant.task] : []), task(0).task];
  return tasks.flatMap((of): readonly SessionEvent[] => [
    { type: "reported", at, task: of, outcome: "done", text: "done" },
    { type: "reported", at, task: of, outcome: "failed", text: "failed" },
    { type: "channel", at, task: of, turn: "ended", seen: "hook" },
    { type: "channel", at, task: of, turn: "failed", seen: "hook" },
  ]);
}

/** On a turn of ours, and on one that is none of ours. */
const verdicts = ({ session }: World, at: At): readonly SessionEvent[] =>
  [...session.context.unjudged, stranger].flatMap((claim) =>
    (["done", "failed", "again"] as const).map((outcome): SessionEvent => ({ type: "judged", at, claim, outcome })),
  );

/** What comes at a time of its own: a person, the check interval. */
const persons = (world: World): readonly SessionEvent[] =>
  [SOON, A_MOMENT, LONG].flatMap((wait): readonly SessionEvent[] => {
    const stamp = { at: world.now + wait, claim: fresh(world) };
    return [
      { type: "tick", ...stamp },
      { type: "assign", ...stamp },
      { type: "resume", ...stamp },
      { type: "pause", at: stamp.at },
    ];
  });

const claimsOf = (claim: ClaimId | undefined): readonly ClaimId[] => (claim === undefined ? [] : [claim]);
const fresh = ({ fates }: World): ClaimId => claimId(`c-${fates.size + 1}`);
const numberOf = (claim: ClaimId): number => Number(claim.slice(2)) || 0;
