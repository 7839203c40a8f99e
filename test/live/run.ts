// Real agents, one after the other: the film of all states with the real daemon beside, then five tasks given by it.
// `npm run test:agents -- claude qwen --film` tries these two, and the film alone; `--tasks`: the tasks alone; `--hooks`:
// the tasks alone, with the agents' own channels set up as a user would; `--plan`: nothing but each that has a headless
// form as planner of a goal.
// The agents are installed first; everything else runs in a network namespace that has only loopback.
import { existsSync } from "node:fs";
import { KITS } from "./agents/kits.ts";
import { deliverTo } from "./delivery/delivery.ts";
import { filmOf } from "./film/film.ts";
import { REAL_AGENTS, installAgents } from "./install.ts";
import type { RealAgent } from "./install.ts";
import { enterLoopback, insideLoopback } from "./loopback.ts";
import { planBy } from "./planning/planning.ts";

const words = process.argv.slice(2);
const named = REAL_AGENTS.filter((agent) => words.includes(agent));
const AGENTS: readonly RealAgent[] = named.length > 0 ? named : REAL_AGENTS;
/** A whole run of all agents on two cores; what runs longer hangs. ms */
const PATIENCE = 25 * 60_000;

const bin = insideLoopback();
if (bin === undefined) process.exitCode = enterLoopback(installAgents(AGENTS));
else process.exitCode = await inside(bin);

async function inside(bin: string): Promise<number> {
  const began = performance.now();
  if (!existsSync(bin)) throw new Error(`no agents in ${bin}`);
  let wrong = 0;
  for (const agent of AGENTS) {
    if (performance.now() - began > PATIENCE) return say("the time is over", 1);
    if (words.includes("--plan")) {
      wrong += await planBy(KITS[agent], bin);
      continue;
    }
    if (words.includes("--hooks")) {
      wrong += await deliverTo(KITS[agent], bin, true);
      continue;
    }
    if (!words.includes("--tasks")) wrong += await filmOf(KITS[agent], bin);
    if (!words.includes("--film")) wrong += await deliverTo(KITS[agent], bin, false);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  return say(`${wrong === 0 ? "all as expected" : `${wrong} wrong`}, ${seconds} s`, wrong === 0 ? 0 : 1);
}

function say(line: string, code: number): number {
  process.stdout.write(`${line}\n`);
  return code;
}
