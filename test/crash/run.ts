// npm run test:crash -- --kills 1000 --seed 1 [--towns 2]     the campaign, in chunks of one town each
// npm run test:crash -- --stories [WORDS]                     each story, or those with these words in their name
// npm run test:crash -- --faults [WORDS]                      the same of the stories of faults alone (npm run test:faults)
// npm run test:crash -- --mutants [WORDS]                     each mutant must be caught by a story that holds without it
import "../support/tmux-on-path.ts";
import { parseArgs } from "node:util";
import { bundleDaemon } from "./bundle.ts";
import { runCampaign } from "./campaign.ts";
import { runMutants } from "./run-mutants.ts";
import { endEverything } from "./ends.ts";
import { runStories } from "./run-stories.ts";
import { STORIES } from "./stories/all.ts";
import { FAULTS } from "./stories/faults.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const { values, positionals } = parseArgs({
  options: { kills: text, seed: text, towns: text, points: text, stories: flag, faults: flag, mutants: flag },
  allowPositionals: true,
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const towns = Number(values.towns ?? 2);
const words = positionals.join(" ");

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => void endEverything().finally(() => process.exit(130)));

process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  if (values.mutants) return runMutants(words, towns, say);
  const bundle = await bundleDaemon("daemon");
  if (values.stories) return runStories(STORIES, bundle, words, towns, say);
  if (values.faults) return runStories(FAULTS, bundle, words, towns, say);
  return runCampaign({ bundle, kills: Number(values.kills ?? 20), seed: Number(values.seed ?? 1), towns, say });
}
