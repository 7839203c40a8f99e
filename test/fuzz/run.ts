// npm run test:fuzz -- --requests 10000 --seed 1
import { parseArgs } from "node:util";
import { fuzz } from "./campaign.ts";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fuzzed = await fuzz({ requests: Number(values.requests), seed: Number(values.seed), say });
const { faults, ...rest } = fuzzed;
say(JSON.stringify(rest, undefined, 2));
for (const fault of faults.slice(0, 50)) say(fault);
const isTight = fuzzed.grownMb < 20 && (fuzzed.openFiles ?? 0) <= 2;
say(
  `${fuzzed.requests} requests to ${fuzzed.routes} routes: ${faults.length} faults, ${isTight ? "no leak" : "a LEAK"}`,
);
process.exitCode = faults.length === 0 && isTight ? 0 : 1;
