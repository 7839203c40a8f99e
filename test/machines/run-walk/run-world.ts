// A run in a small world that answers it. What came of its claims and its task is kept beside the chart, by another
// hand, so that the rules can be held against it.
import type { Snapshot } from "xstate";
import { claimId } from "../../../machines/ids.ts";
import type { At, ClaimId } from "../../../machines/ids.ts";
import type { Ended } from "../../../machines/intents.ts";
import type { RunInput } from "../../../machines/run-context.ts";
import type { RunEvent } from "../../../machines/run-events.ts";
import type { RunSnapshot, SteppedRun } from "../../../machines/run-step.ts";
import { beginRun, stepRun } from "../../../machines/run-step.ts";

export interface RunWorld extends Omit<Snapshot<unknown>, "status"> {
  readonly status: "active";
  readonly output: undefined;
  readonly error: undefined;
  readonly run: RunSnapshot;
  readonly now: At;
  readonly timers: ReadonlyMap<string, At>;
  readonly claims: number;
  /** Rounds in which the check passed or was not asked for, and those whose check failed. */
  readonly failedChecks: number;
  readonly inspections: readonly number[];
  /** Turns whose end made the run be judged; a word while nobody works only has the last one judged again. */
  readonly judgedTurns: number;
  readonly endings: readonly string[];
  readonly verdicts: readonly string[];
  readonly last: { readonly before: RunWorld; readonly event: RunEvent; readonly stepped: SteppedRun } | undefined;
}

export function newRunWorld(input: RunInput): RunWorld {
  const { snapshot, timers } = beginRun(input);
  return {
    status: "active",
    output: undefined,
    error: undefined,
    run: snapshot,
    now: 0,
    timers: new Map(timers.flatMap((timer) => (timer.kind === "set" ? [[timer.id, timer.after]] : []))),
    claims: 0,
    failedChecks: 0,
    inspections: [],
    judgedTurns: 0,
    endings: [],
    verdicts: [],
    last: undefined,
  };
}

export function advanceRun(world: RunWorld, event: RunEvent): RunWorld {
  const stepped = stepRun(world.run, event);
  const timers = new Map(world.timers);
  if (event.type === "timer") timers.delete(event.event);
  for (const effect of stepped.timers) {
    if (effect.kind === "cancel") timers.delete(effect.id);
    else timers.set(effect.id, event.at + effect.after);
  }
  return {
    ...world,
    run: stepped.snapshot,
    now: event.at,
    timers,
    claims: event.type === "claimed" ? world.claims + 1 : world.claims,
    failedChecks: world.failedChecks + (stepped.changed && isFailedCheck(event) ? 1 : 0),
    inspections: [
      ...world.inspections,
      ...stepped.deeds.flatMap((deed) => (deed.kind === "inspect" ? [deed.round] : [])),
    ],
    judgedTurns: world.judgedTurns + (isAnotherTurn(world, event, stepped) ? 1 : 0),
    endings: [...world.endings, ...stepped.moves.flatMap(({ kind }) => (kind === "move" ? [] : [kind]))],
    verdicts: [
      ...world.verdicts,
      ...stepped.deeds.flatMap((deed) => (deed.kind === "verdict" ? [`${deed.claim} ${deed.outcome}`] : [])),
    ],
    last: { before: { ...world, last: undefined }, event, stepped },
  };
}

const isFailedCheck = (event: RunEvent): boolean => event.type === "inspected" && event.check.kind === "failed";

const isAnotherTurn = (world: RunWorld, { type }: RunEvent, { snapshot, changed }: SteppedRun): boolean =>
  changed &&
  snapshot.matches("checking") &&
  (type === "ended" || (type === "claimed done" && world.run.matches("unsure")));

const STRANGER = claimId("c-stranger");
const ENDINGS: readonly Ended[] = [
  { kind: "done", proof: "idle again after a turn" },
  { kind: "failed", cause: "error", reason: "API error" },
  { kind: "failed", cause: "lost", reason: "gone" },
  { kind: "failed", cause: "interrupted", reason: "Esc" },
  { kind: "failed", cause: "reported", reason: "cannot" },
];

/** Everything that may happen next; a timer that is set may ring. */
export function nextRunEvents(world: RunWorld): readonly RunEvent[] {
  const at = world.now + 1;
  const own = world.run.context.claim;
  const claims = [...(own === null ? [] : [own]), STRANGER];
  return [
    { type: "claimed", at, claim: claimId(`c-${world.claims + 1}`) },
    ...claims.flatMap((claim) => aboutClaim(claim, at)),
    ...found(world, at),
    { type: "approved", at, message: "" },
    { type: "approved", at, message: "good" },
    { type: "rejected", at, message: "not yet" },
    { type: "claimed done", at, note: "I am done" },
    { type: "settled", at, how: "done", reason: "" },
    { type: "settled", at, how: "cancelled", reason: "drover tasks cancel" },
    ...[...world.timers].map(([event, due]): RunEvent => ({ type: "timer", at: Math.max(at, due), event })),
  ];
}

const aboutClaim = (claim: ClaimId, at: At): readonly RunEvent[] => [
  { type: "released", at, claim },
  { type: "begun", at, claim },
  { type: "working", at, claim },
  ...(["active", "waiting", "limited"] as const).map((doing): RunEvent => ({ type: "doing", at, claim, doing })),
  ...ENDINGS.map((ended): RunEvent => ({ type: "ended", at, claim, ended })),
  { type: "unsure", at, claim, seen: "no answer" },
];

/** Of this round, and late of an older one. */
const found = ({ run: { context } }: RunWorld, at: At): readonly RunEvent[] =>
  [context.round, context.round - 1].flatMap((round): readonly RunEvent[] =>
    [3, 300, null].flatMap((lines): readonly RunEvent[] => [
      { type: "inspected", at, round, check: { kind: "passed" }, lines },
      { type: "inspected", at, round, check: { kind: "none" }, lines },
      { type: "inspected", at, round, check: { kind: "failed", reason: "exit 1" }, lines },
      { type: "inspected", at, round, check: { kind: "not run", reason: "no such directory" }, lines },
    ]),
  );
