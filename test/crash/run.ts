// npm run test:crash -- --kills 20 --seed 1
import { parseArgs } from "node:util";
import { campaign } from "./campaign.ts";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "20" }, seed: { type: "string", default: "1" } },
});
const verdict = await campaign({
  kills: Number(values.kills),
  seed: Number(values.seed),
  say: (line) => void process.stdout.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(verdict, undefined, 2)}\n`);
const { kills, lost, typedTwice, unsure, done, tasks } = verdict;
process.stdout.write(
  `${kills} kills: ${done} of ${tasks} done, ${lost.length} lost, ${typedTwice.length} typed twice, ${unsure} unsure\n`,
);
process.exitCode = lost.length === 0 && typedTwice.length === 0 ? 0 : 1;
