// node test/agents/mutations-run.ts [--runs 100000] [--seed 1]
import { parseArgs } from "node:util";
import { plainRows } from "../../agents/sgr.ts";
import { notIdleScreens, turnedIdle } from "./mutations.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
});
const screens = notIdleScreens(40);
const turned = turnedIdle(screens, Number(values.runs), Number(values.seed));
const first = turned[0];
if (first) process.stdout.write(`${plainRows(first.frame.rows).join("\n")}\n`);
for (const { name, because } of turned.slice(0, 20)) process.stdout.write(`turned idle: ${name} (${because})\n`);
process.stdout.write(
  `${values.runs} mutants of ${screens.length} busy and waiting screens: ${turned.length} turned idle\n`,
);
process.exitCode = turned.length === 0 ? 0 : 1;
