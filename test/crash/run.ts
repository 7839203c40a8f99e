// npm run test:crash -- --kills 100 --seed 1 [--towns 2] [--points "after paste,before advance pasted"]
import { parseArgs } from "node:util";
import { bundleDaemon } from "./bundle.ts";
import { chunk } from "./campaign.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { kills: text, seed: text, points: text } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const bundle = await bundleDaemon("campaign");
const began = performance.now();
const verdict = await chunk({
  bundle,
  kills: Number(values.kills ?? 20),
  seed: Number(values.seed ?? 1),
  ...(values.points === undefined ? {} : { points: values.points.split(",") }),
  say,
});
say(JSON.stringify({ ...verdict, reached: Object.fromEntries(verdict.reached) }, undefined, 2));
say(`${((performance.now() - began) / 1000).toFixed(1)} s`);
