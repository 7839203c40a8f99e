// The usual way, for comparison: every 0.5 s one `tmux capture-pane` for each pane, four at a time. Ends on SIGTERM.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";

const PERIOD = 500;
const AT_ONCE = 4;
const socket = process.argv[2] ?? "default";
const run = promisify(execFile);
const done = { sweeps: 0, captures: 0, ms: 0 };
let ended = false;
process.on("SIGTERM", () => (ended = true));

const panes = (await tmux("list-panes", "-a", "-F", "#{pane_id}")).trimEnd().split("\n");
while (!ended) {
  const began = performance.now();
  const waiting = [...panes];
  await Promise.all(Array.from({ length: AT_ONCE }, () => capture(waiting)));
  const took = performance.now() - began;
  done.sweeps += 1;
  done.ms += took;
  await sleep(Math.max(0, PERIOD - took));
}
process.stdout.write(
  `${done.sweeps} sweeps, ${done.captures} captures, ${(done.ms / done.sweeps).toFixed(0)} ms a sweep\n`,
);

async function capture(waiting: string[]): Promise<void> {
  for (let pane = waiting.pop(); pane !== undefined && !ended; pane = waiting.pop()) {
    await tmux("capture-pane", "-p", "-t", pane);
    done.captures += 1;
  }
}

async function tmux(...args: readonly string[]): Promise<string> {
  return (await run("tmux", ["-u", "-L", socket, ...args])).stdout;
}
