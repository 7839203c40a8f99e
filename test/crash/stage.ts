// Where a story is played: a town, its goals, and lives of the daemon that are stopped where the story says.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../support/wait.ts";
import { makeGoals } from "./goals.ts";
import type { Goals } from "./goals.ts";
import { isClean, judge } from "./judge.ts";
import { startLife } from "./life.ts";
import type { Life } from "./life.ts";
import type { Stop } from "./plan.ts";
import { openTown } from "./town.ts";
import type { Town, TownAgent } from "./town.ts";

export interface Stage {
  readonly town: Town;
  readonly goals: Goals;
  /** The first agent. */
  readonly red: TownAgent;
  /** A life that is up, or was stopped on the way there. `speed`: how much faster its clock runs. */
  life(stops?: readonly Stop[], speed?: number): Life;
  /** Resolves when the life stands at its next stop; throws if it never comes there. */
  at(life: Life): Promise<void>;
  /** Resolves when the life has looked around so often: what it would do by now, it has done. */
  looks(life: Life, times: number): Promise<void>;
  /** Resolves when the daemon's own log says so. */
  said(words: string): Promise<void>;
  /** Resolves when every task has this status. */
  all(status: string): Promise<void>;
  /** Resolves when every task has ended. */
  allEnded(ms?: number): Promise<void>;
}

export interface Story {
  readonly name: string;
  readonly agents?: readonly string[];
  /** As the agent takes them. */
  readonly options?: readonly string[];
  readonly tasks: readonly string[];
  /** How often a task may be given, because agents are lost over it; absent: once. */
  readonly tries?: number;
  play(stage: Stage): Promise<void>;
  /** How many tasks end so. What is typed and submitted, the judge knows. */
  readonly ends: { readonly done?: number; readonly unsure?: number; readonly quarantined?: number };
}

export const kill = (point: string, nth = 1): Stop => ({ point, nth, how: "kill" });
export const freeze = (point: string, nth = 1): Stop => ({ point, nth, how: "freeze" });

const SPEED = 4;
const PATIENCE = 120_000;

/** Plays a story with this daemon; answers what is wrong with how it went. */
export async function play(story: Story, bundle: string): Promise<readonly string[]> {
  const town = await openTown(story.agents ?? ["red"], ["--work", "200", ...(story.options ?? [])]);
  const lives: Life[] = [];
  const goals = await makeGoals(town.data);
  try {
    for (const content of story.tasks) goals.add(content);
    await story.play(stageOn(town, goals, bundle, lives));
    return explained(complaints(story, town, goals), town);
  } catch (error) {
    return explained([String(error), ...complaints(story, town, goals)], town);
  } finally {
    await Promise.all(lives.map((life) => life.kill()));
    goals.close();
    await town.end();
  }
}

/** What is wrong, and what the daemon said last. */
function explained(wrong: readonly string[], town: Town): readonly string[] {
  if (wrong.length === 0) return [];
  const lines = readFileSync(join(town.home, "daemon.log"), "utf8").trimEnd().split("\n");
  return [...wrong, ...lines.slice(-8).map((line) => `| ${line}`)];
}

function stageOn(town: Town, goals: Goals, bundle: string, lives: Life[]): Stage {
  const [red] = town.agents;
  if (!red) throw new Error("a story without an agent");
  return {
    town,
    goals,
    red,
    life: (stops = [], speed = SPEED) => {
      const life = startLife(bundle, town, stops, speed);
      lives.push(life);
      return life;
    },
    at: async (life) => {
      let arrived: { readonly where: string | undefined } | undefined;
      void life.stopped().then((where) => (arrived = { where }));
      const { where } = await waitFor("the stop", () => arrived, PATIENCE);
      if (where === undefined) throw new Error("the daemon ended before its stop");
    },
    looks: async ({ number }, times) => {
      const before = town.calls(number);
      await waitFor("the looks", () => town.calls(number) >= before + times, PATIENCE);
    },
    said: async (words) => {
      const log = join(town.home, "daemon.log");
      await waitFor(`the log to say ${words}`, () => readFileSync(log, "utf8").includes(words), PATIENCE);
    },
    all: async (status) => {
      await waitFor(`tasks that are ${status}`, () => goals.all().every((task) => task.status === status), PATIENCE);
    },
    allEnded: async (ms = PATIENCE) => {
      await waitFor("all tasks to end", () => goals.all().every(({ status }) => ENDED.has(status)), ms);
    },
  };
}

export const ENDED: ReadonlySet<string> = new Set(["done", "failed", "unsure", "quarantined", "cancelled"]);

function complaints({ ends, tries }: Story, town: Town, goals: Goals): readonly string[] {
  const tasks = goals.all();
  const verdict = judge(tasks, town.agents, town.typed, tries);
  const said = { done: verdict.done, unsure: verdict.unsure.length, quarantined: verdict.quarantined };
  const meant = { done: ends.done ?? 0, unsure: ends.unsure ?? 0, quarantined: ends.quarantined ?? 0 };
  return [
    ...(isClean(verdict) ? [] : [...verdict.lost, ...verdict.typedTwice, ...verdict.harm]),
    ...(JSON.stringify(said) === JSON.stringify(meant)
      ? []
      : [`meant ${JSON.stringify(meant)}, got ${JSON.stringify(said)} ${verdict.unsure.join("; ")}`]),
  ];
}
