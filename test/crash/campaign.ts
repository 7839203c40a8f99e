// The daemon as a real process, killed with -9 again and again, at random instants and at each named place of the
// protocol, while scripted agents work through a backlog that never runs dry.
import { setTimeout as pause } from "node:timers/promises";
import { makeGoals } from "./goals.ts";
import type { Goals } from "./goals.ts";
import { isClean, judge } from "./judge.ts";
import type { Verdict } from "./judge.ts";
import { load } from "./life.ts";
import type { Life } from "./life.ts";
import { playPerson } from "./person.ts";
import { POINTS } from "./named-points.ts";
import { inParallel } from "./in-parallel.ts";
import { placesOf } from "./places.ts";
import { generator, pick } from "./random.ts";
import type { Random } from "./random.ts";
import { ENDED } from "./stage.ts";
import { TASKS } from "./tasks.ts";
import { openTown } from "./town.ts";
import type { Town } from "./town.ts";

export interface ChunkOptions {
  /** The daemon under test, as bundled. */
  readonly bundle: string;
  readonly kills: number;
  readonly seed: number;
  /** Where it is killed; absent: at every place of the protocol. */
  readonly places?: readonly string[];
  readonly say: (line: string) => void;
}

/** Kills in one town. */
const CHUNK = 25;

/** So many kills, in chunks, several towns at a time; true if nothing was lost, typed twice, or did harm. */
export async function runCampaign(options: ChunkOptions & { readonly towns: number }): Promise<boolean> {
  const { kills, seed, towns, say } = options;
  const began = performance.now();
  const chunks = Array.from({ length: Math.ceil(kills / CHUNK) }, (_, at) => ({
    ...options,
    kills: Math.min(CHUNK, kills - at * CHUNK),
    seed: seed + at,
    say: () => {},
  }));
  const verdicts = await inParallel(chunks, towns, async (each) => {
    const verdict = await chunk(each);
    say(`seed ${each.seed}: ${summary([verdict])}`);
    for (const line of [...verdict.lost, ...verdict.typedTwice, ...verdict.harm]) say(`  WRONG ${line}`);
    for (const line of verdict.unsure) say(`  unsure ${line}`);
    return verdict;
  });
  for (const [point, times] of [...reachedBy(verdicts)].toSorted()) say(`${String(times).padStart(5)}  ${point}`);
  say(`${summary(verdicts)} in ${Math.round((performance.now() - began) / 1_000)} s`);
  return verdicts.every(isClean);
}

function summary(verdicts: readonly ChunkVerdict[]): string {
  const sum = (count: (verdict: ChunkVerdict) => number) => verdicts.reduce((all, verdict) => all + count(verdict), 0);
  const placed = sum(({ reached }) => [...reached.values()].reduce((all, times) => all + times, 0));
  return [
    `${sum(({ kills }) => kills)} kills, ${placed} of them at a named place: ${sum(({ tasks }) => tasks)} tasks`,
    `${sum(({ done }) => done)} done, ${sum(({ lost }) => lost.length)} lost`,
    `${sum(({ typedTwice }) => typedTwice.length)} typed twice, ${sum(({ unsure }) => unsure.length)} unsure`,
    `${sum(({ harm }) => harm.length)} harm`,
  ].join(", ");
}

function reachedBy(verdicts: readonly ChunkVerdict[]): ReadonlyMap<string, number> {
  const all = new Map(POINTS.map((point) => [point, 0]));
  for (const { reached } of verdicts)
    for (const [point, times] of reached) all.set(point, (all.get(point) ?? 0) + times);
  return all;
}

export interface ChunkVerdict extends Verdict {
  readonly kills: number;
  /** How often the daemon was killed exactly there. */
  readonly reached: ReadonlyMap<string, number>;
}

const SPEED = 3;
const AGENTS = ["red", "green", "blue"];
/** Open tasks at any time, so that no agent is ever idle for want of work. */
const OPEN = 5;
/** Where none of its places is reached in so long, it is killed there and then. ms */
const LIFE = 5_000;
/** All tasks must have ended so long after the last kill. ms */
const PATIENCE = 60_000;

/** One town, so many kills, then a last life in which every task must end. */
export async function chunk(options: ChunkOptions): Promise<ChunkVerdict> {
  const random = generator(options.seed);
  const town = await openTown(AGENTS, ["--work", "250"]);
  const goals = await makeGoals(town.data);
  const person = playPerson(town);
  const places = placesOf(options.places ?? POINTS, random);
  let ready = load(options.bundle, town);
  try {
    for (let kill = 1; kill <= options.kills; kill += 1) {
      refill(goals, random);
      const life = ready.start(random() < 0.75 ? places.next() : [], SPEED);
      await life.up;
      ready = load(options.bundle, town);
      places.reached(await endOf(life, town, goals, random));
    }
    await lastLife(ready.start([], SPEED), options, goals);
    return { kills: options.kills, reached: places.counts(), ...judge(goals.all(), town.agents, town.typed) };
  } finally {
    person.stop();
    await ready.discard();
    goals.close();
    await town.end();
  }
}

function refill(goals: Goals, random: Random): void {
  const open = goals.all().filter(({ status }) => !ENDED.has(status)).length;
  for (let missing = OPEN - open; missing > 0; missing -= 1) goals.add(pick(TASKS, random));
}

/** Kills it at the first of its places that it comes to, else after a while; answers the place. */
async function endOf(life: Life, town: Town, goals: Goals, random: Random): Promise<string | undefined> {
  if (random() < 0.3) holdUp(life, town, 200 + random() * 3_000);
  const ms = life.stops.length > 0 ? LIFE : 50 + random() * 2_500;
  const where = await Promise.race([life.stopped(), pause(ms).then(() => undefined)]);
  if (random() < 0.1) goals.expire();
  await life.kill();
  return where;
}

/** A paste of this life may run long after its end. */
function holdUp({ number }: Life, town: Town, ms: number): void {
  town.hold(number);
  setTimeout(() => town.letGo(number), ms);
}

async function lastLife(life: Life, { say }: ChunkOptions, goals: Goals): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (goals.all().some(({ status }) => !ENDED.has(status))) {
    if (performance.now() > until) {
      say("patience is over");
      break;
    }
    await pause(100);
  }
  await life.kill();
}
