// npm run bench:growth -- --days 30 --sessions 50 --state-mb 64
import { parseArgs } from "node:util";
import { RETENTION } from "../daemon/retention.ts";
import { month } from "./growth/month.ts";

const { values } = parseArgs({
  options: {
    days: { type: "string", default: "30" },
    sessions: { type: "string", default: "50" },
    "state-mb": { type: "string", default: String(RETENTION.stateSize / 1024 ** 2) },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const bound = Number(values["state-mb"]);
const began = performance.now();
const hours = Math.ceil(Number(values.days) * 24);
const passed = await month({
  hours,
  sessions: Number(values.sessions),
  retention: { ...RETENTION, stateSize: bound * 1024 ** 2 },
  every: Math.max(1, Math.min(24, Math.floor(hours / 4))),
  say,
});
const { samples, ...rest } = passed;
const half = samples.slice(Math.floor(samples.length / 2));
const most = (of: "heap" | "inUse" | "file") => Math.max(...samples.map((sample) => sample[of]));
const heapGrown = (half.at(-1)?.heap ?? 0) - (half[0]?.heap ?? 0);
say(JSON.stringify({ ...rest, mostInUse: most("inUse"), mostFile: most("file"), heapGrown }));
const isBounded = samples.length >= 4 && most("inUse") <= bound * 1.02 && heapGrown < 10;
say(
  `${values.days} days of ${values.sessions} sessions in ${Math.round((performance.now() - began) / 1000)} s: ` +
    `${passed.tasksDone} tasks, state.db at most ${most("file")} MB (bound ${bound}), heap ${half.at(-1)?.heap ?? 0} MB, ` +
    `grown ${heapGrown.toFixed(1)} MB in the second half: ${isBounded ? "bounded" : "NOT bounded"}`,
);
process.exitCode = isBounded ? 0 : 1;
