// What watching costs: CPU seconds a minute of a watcher and its children, beside a poller that forks `capture-pane` for
// each pane every 0.5 s. The watcher is the whole daemon (watch-loop.ts is the watch alone). Both watch the same panes, one after the other, in one run.
//
//   node bench/watch.ts [--panes 10,100] [--seconds 30] [-- COMMAND …]
//
// COMMAND is another watcher to measure; `{socket}` in it stands for the tmux socket. It is ended with SIGTERM.
// Counted: the watcher and the children it waited for, by /proc (Linux). The tmux server stands in a column of its own, as
// what it used above its use while nobody watched; it is a difference of two noisy numbers.
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { childrenOf, cpuOf } from "./cpu.ts";
import type { Herd } from "./herd.ts";
import { startHerd } from "./herd.ts";

interface Cost {
  /** CPU seconds a minute. */
  readonly watcher: number;
  readonly server: number;
  readonly said: string;
}

const WARM_UP = 3_000;
const program = (file: string): readonly string[] => [
  process.execPath,
  new URL(file, import.meta.url).pathname,
  "{socket}",
];

const { values, positionals } = parseArgs({
  options: { panes: { type: "string", default: "10,100" }, seconds: { type: "string", default: "30" } },
  allowPositionals: true,
});
const seconds = Number(values.seconds);
const watched = positionals.length > 0 ? positionals : program("daemon-loop.ts");

print(["panes", "watcher", "CPU s/min", "server s/min", "said"]);
for (const panes of values.panes.split(",").map(Number)) await compare(panes);

async function compare(panes: number): Promise<void> {
  const herd = await startHerd(panes);
  try {
    const idle = await serverAlone(herd);
    const ours = await cost(watched, herd, idle);
    const poller = await cost(program("poller.ts"), herd, idle);
    print([`${panes}`, "this", fixed(ours.watcher), fixed(ours.server), ours.said]);
    print([`${panes}`, "fork per pane, 0.5 s", fixed(poller.watcher), fixed(poller.server), poller.said]);
    print([`${panes}`, "ratio", `${(poller.watcher / ours.watcher).toFixed(1)} x`, "", ""]);
  } finally {
    herd.end();
  }
}

async function serverAlone(herd: Herd): Promise<number> {
  const before = cpuOf(herd.serverPid).self;
  await sleep(10_000);
  return (cpuOf(herd.serverPid).self - before) * 6;
}

async function cost(command: readonly string[], herd: Herd, idle: number): Promise<Cost> {
  const [file = "", ...args] = command.map((word) => word.replace("{socket}", herd.socket));
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  const pid = child.pid ?? 0;
  const ended = new Promise((resolve) => child.on("close", resolve));
  let said = "";
  child.stdout.on("data", (bytes: Buffer) => (said = bytes.toString().trim()));
  await sleep(WARM_UP);
  const before = { watcher: total(pid), server: cpuOf(herd.serverPid).self };
  await sleep(seconds * 1_000);
  const after = { watcher: total(pid), server: cpuOf(herd.serverPid).self };
  child.kill("SIGTERM");
  await ended;
  const perMinute = (seconds_: number) => (seconds_ * 60) / seconds;
  return {
    watcher: perMinute(after.watcher - before.watcher),
    server: perMinute(after.server - before.server) - idle,
    said,
  };
}

/** A watcher's own CPU, that of the children it has waited for, and that of those still running. */
function total(pid: number): number {
  const { self, waitedFor } = cpuOf(pid);
  return childrenOf(pid).reduce((sum, child) => sum + total(child), self + waitedFor);
}

function fixed(value: number): string {
  return value.toFixed(2);
}

function print(cells: readonly string[]): void {
  const widths = [5, 22, 10, 13, 0];
  process.stdout.write(
    `${cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join(" ")
      .trimEnd()}\n`,
  );
}
