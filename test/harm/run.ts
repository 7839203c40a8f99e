// npm run test:harm -- --minutes 60 --seed 1
import { parseArgs } from "node:util";
import { soak } from "./soak.ts";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "5" }, seed: { type: "string", default: "1" } },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const soaked = await soak({
  ms: Number(values.minutes) * 60_000,
  deeds: Number.POSITIVE_INFINITY,
  seed: Number(values.seed),
  rest: 500,
  say,
});
say(JSON.stringify(soaked, undefined, 2));
const { harm, left, after, server, longestLull } = soaked;
/** No task is done for longer than a stretch of deaths, a doubt and its looks take. ms */
const LULL = 5 * 60_000;
const isFlat = server === undefined || (server.grownKb < 2_048 && server.cpuAfter < server.cpuBefore * 1.5 + 0.5);
say(
  `${soaked.deeds} deeds, ${harm.length + after.length} differences, ${left.length} left, ${isFlat ? "flat" : "NOT flat"}, ` +
    `${soaked.tasksDone} tasks done${longestLull > LULL ? ", AT A STANDSTILL in between" : ""}`,
);
process.exitCode = harm.length + left.length + after.length === 0 && isFlat && longestLull <= LULL ? 0 : 1;
