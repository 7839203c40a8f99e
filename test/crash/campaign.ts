// The daemon as a real process, killed with -9 again and again, at random instants and at each named place of the
// protocol, while scripted agents work through a backlog that never runs dry.
import { setTimeout as pause } from "node:timers/promises";
import { openGoals } from "./goals.ts";
import type { Goals } from "./goals.ts";
import { isClean, judge } from "./judge.ts";
import type { Verdict } from "./judge.ts";
import { startLife } from "./life.ts";
import type { Life } from "./life.ts";
import { playPerson } from "./person.ts";
import { POINTS } from "./named-points.ts";
import type { Stop } from "./plan.ts";
import { inParallel } from "./in-parallel.ts";
import { generator, pick, shuffled } from "./random.ts";
import type { Random } from "./random.ts";
import { TASKS } from "./tasks.ts";
import { openTown } from "./town.ts";
import type { Town } from "./town.ts";

export interface ChunkOptions {
  /** The daemon under test, as bundled. */
  readonly bundle: string;
  readonly kills: number;
  readonly seed: number;
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
/** A place that is not reached in so long is given up for a kill there and then. ms */
const LIFE = 4_000;
/** All tasks must have ended so long after the last kill. ms */
const PATIENCE = 30_000;

/** One town, so many kills, then a last life in which every task must end. */
export async function chunk(options: ChunkOptions): Promise<ChunkVerdict> {
  const random = generator(options.seed);
  const town = await openTown(AGENTS, ["--work", "250"]);
  const reached = new Map<string, number>();
  let goals: Goals | undefined;
  const person = playPerson(town);
  const places = shuffled(POINTS, random);
  try {
    await firstLife(options, town);
    goals = openGoals(town.data);
    for (let kill = 1; kill <= options.kills; kill += 1) {
      refill(goals, random);
      const place = random() < 0.75 ? places[kill % places.length] : undefined;
      const where = await oneLife(options, town, goals, random, place);
      if (where !== undefined) reached.set(where, (reached.get(where) ?? 0) + 1);
    }
    await lastLife(options, town, goals);
    return { kills: options.kills, reached, ...judge(goals.all(), town.agents, town.typed) };
  } finally {
    person.stop();
    goals?.close();
    await town.end();
  }
}

/** Makes the databases. */
async function firstLife({ bundle }: ChunkOptions, town: Town): Promise<void> {
  const life = startLife(bundle, town, [], SPEED);
  if (!(await life.up)) throw new Error("the daemon did not start");
  await life.kill();
}

function refill(goals: Goals, random: Random): void {
  const open = goals.all().filter(({ status }) => !ENDED.has(status)).length;
  for (let missing = OPEN - open; missing > 0; missing -= 1) goals.add(pick(TASKS, random));
}

const ENDED = new Set(["done", "failed", "unsure", "quarantined", "cancelled"]);

/** Answers the place at which it was killed, if it came there. */
async function oneLife(
  options: ChunkOptions,
  town: Town,
  goals: Goals,
  random: Random,
  place: string | undefined,
): Promise<string | undefined> {
  const stop = place === undefined ? undefined : stopAt(place, random);
  const life = startLife(options.bundle, town, stop ? [stop] : [], SPEED);
  if (random() < 0.3) holdUp(life, town, 200 + random() * 3_000);
  const ms = stop ? LIFE : 50 + random() * 2_500;
  const where = await Promise.race([life.stopped(), pause(ms).then(() => "time")]);
  if (random() < 0.1) goals.expire();
  await life.kill();
  return where === "time" ? undefined : where;
}

/** A paste of this life may run long after its end. */
function holdUp({ number }: Life, town: Town, ms: number): void {
  town.hold(number);
  setTimeout(() => town.letGo(number), ms);
}

const stopAt = (point: string, random: Random): Stop => ({
  point,
  nth: 1 + Math.floor(random() * 2),
  how: "kill",
});

async function lastLife({ bundle, say }: ChunkOptions, town: Town, goals: Goals): Promise<void> {
  const until = performance.now() + PATIENCE;
  const life: Life = startLife(bundle, town, [], SPEED);
  while (goals.all().some(({ status }) => !ENDED.has(status))) {
    if (performance.now() > until) {
      say("patience is over");
      break;
    }
    await pause(100);
  }
  await life.kill();
}
