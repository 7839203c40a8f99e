// What a hook costs its agent, and how soon what it says is told.
//
//   npm run bench:hooks -- [--calls 200] [--turns 40]
//
// 1. One call of the script, from fork to end, beside a shell that does nothing and a Node that does nothing: with a daemon
//    (a process of its own, as an agent meets it), and without one. 2. From the agent's own note of what happened to the journal's entry, with hooks and by the screen
//    alone, on the same scripted agent in a tmux server of its own. Times are of this run; compare within it.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { fastestSender } from "../adapters/agent-hooks/fastest.ts";
import { hookCommand } from "../adapters/agent-hooks/install.ts";
import { hookPlaces } from "../adapters/agent-hooks/places.ts";
import { hookScript } from "../adapters/agent-hooks/script.ts";
import type { Sender } from "../adapters/agent-hooks/script.ts";
import { PROFILES } from "../agents/profiles.ts";
import { startOn } from "../cli/compose/daemon.ts";
import type { Running } from "../cli/compose/daemon.ts";
import { sessionName } from "../machines/ids.ts";
import { DEFAULT_POLICY } from "../machines/policy.ts";
import { beside } from "../test/harm/daemon.ts";

const { values } = parseArgs({
  options: { calls: { type: "string", default: "200" }, turns: { type: "string", default: "40" } },
});
const CALLS = Number(values.calls);
const TURNS = Number(values.turns);
const socket = `drover-bench-hooks-${process.pid}`;
const home = mkdtempSync(join(tmpdir(), "drover-bench-"));
const data = join(home, "data");
const places = hookPlaces(data);
const PAYLOAD = JSON.stringify({ hook_event_name: "Notification", message: "x".repeat(1_000) });

try {
  await costs();
  await delays();
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function costs(): Promise<void> {
  const fastest = await fastestSender(process.env["PATH"] ?? "");
  say(`one call, ms, ${CALLS} times (this machine picks ${fastest?.path ?? "none"})\n`);
  row("", ["median", "p99"]);
  await cost("a program that does nothing", ["true"]);
  await cost("a shell that does nothing", ["sh", "-c", ":"]);
  await cost("a Node that does nothing", [process.execPath, "-e", "0"]);
  writeHook(fastest);
  await cost("hook, no daemon", [places.script, "claude", "Notification"]);
  const daemon = beside(home, socket, ["nobody"]);
  await daemon.start();
  for (const sender of senders(fastest)) {
    writeHook(sender);
    await cost(`hook, daemon, ${sender.kind}`, [places.script, "claude", "Notification"]);
  }
  writeHook(fastest);
  await cost("the same by the agent's shell", ["sh", "-c", hookCommand(places, "claude", "Notification")]);
  await daemon.end("SIGTERM");
}

function senders(fastest: Sender | undefined): readonly Sender[] {
  const all = (["perl", "curl", "python3"] as const).map((kind) => ({ kind, path: `/usr/bin/${kind}` }));
  return [...(fastest ? [fastest] : []), ...all.filter(({ kind, path }) => kind !== fastest?.kind && existsSync(path))];
}

async function cost(name: string, command: readonly string[]): Promise<void> {
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) times.push(await timeOf(command));
  row(name, [fixed(share(times, 0.5)), fixed(share(times, 0.99))]);
}

function timeOf([file = "", ...args]: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(file, args, { stdio: ["pipe", "ignore", "ignore"] });
    child.stdin.on("error", () => {});
    child.stdin.end(PAYLOAD);
    child.once("exit", () => resolve(performance.now() - began));
  });
}

/** The same turns twice: what the agent wrote down, and when the daemon told of it. */
async function delays(): Promise<void> {
  say(`\nfrom the agent's own note to the telling, ms, ${TURNS} turns\n`);
  row("", ["busy: median", "p99", "ready: median", "p99", "told"]);
  for (const [name, hooked] of [
    ["by the screen alone", false],
    ["with hooks", true],
  ] as const) {
    const { busy, ready } = await turnsOf(hooked);
    row(
      name,
      [busy, ready].flatMap((times) => [fixed(share(times, 0.5), 0), fixed(share(times, 0.99), 0)]),
    );
  }
}

interface Delays {
  readonly busy: readonly number[];
  readonly ready: readonly number[];
}

async function turnsOf(hooked: boolean): Promise<Delays> {
  const log = join(home, `agent-${hooked}.jsonl`);
  writeHook(await fastestSender(process.env["PATH"] ?? ""));
  const program = [process.execPath, "cli/demo/agent.ts", "--name", "demo-agent", "--log", log, "--work", "2000-3000"];
  tmux(
    "new-session",
    "-d",
    "-x",
    "90",
    "-y",
    "24",
    "-s",
    "red",
    "--",
    ...program,
    ...(hooked ? ["--hook", places.script] : []),
  );
  const daemon = await start("red");
  const told: { readonly at: number; readonly verdict: string }[] = [];
  const stop = daemon.service.subscribe(({ type, data: event }) => {
    const verdict = type === "capture" ? /"verdict":"(\w+)"/.exec(JSON.stringify(event))?.[1] : undefined;
    if (verdict !== undefined) told.push({ at: Date.now(), verdict });
  });
  const isTold = (verdict: string) => told.at(-1)?.verdict === verdict;
  try {
    await until(() => isTold("idle"));
    for (let turn = 0; turn < TURNS; turn += 1) {
      tmux("send-keys", "-t", "=red:", "-l", `turn ${turn}`);
      await until(() => isTold("typed"));
      tmux("send-keys", "-t", "=red:", "Enter");
      await until(() => notes("done", log).length > turn && isTold("idle"));
    }
    return { busy: after("submit", "busy", log, told), ready: after("done", "idle", log, told) };
  } finally {
    stop();
    await daemon.stop();
    tmux("kill-session", "-t", "=red");
  }
}

function after(
  noted: string,
  verdict: string,
  log: string,
  told: readonly { readonly at: number; readonly verdict: string }[],
): readonly number[] {
  const happened = notes(noted, log);
  return happened.flatMap(({ t }, at) => {
    const next = happened[at + 1]?.t ?? Infinity;
    const first = told.find((one) => one.at >= t && one.at < next && one.verdict === verdict);
    return first ? [first.at - t] : [];
  });
}

/** What the agent wrote down, with its time. */
function notes(ev: string, log: string): readonly { readonly t: number; readonly ev: string }[] {
  return readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .map((line): { readonly t: number; readonly ev: string } => JSON.parse(line))
    .filter((note) => note.ev === ev);
}

async function start(name: string): Promise<Running> {
  const daemon = await startOn({
    dataDir: data,
    settings: {
      sessions: [{ name: sessionName(name), tmux: name, socket, agent: "auto", projects: [] }],
      policy: { ...DEFAULT_POLICY, generalPromptMax: 0 },
      generalPrompt: "",
      checkInterval: 120_000,
      personQuiet: 10_000,
      report: false,
      maxAttempts: 1,
    },
    profiles: PROFILES,
    host: "127.0.0.1",
    port: 0,
    dryRun: true,
    say: () => {},
    onBug: (error) => {
      throw error;
    },
  });
  if (daemon.kind !== "running") throw new Error(daemon.why);
  return daemon;
}

function writeHook(sender: Sender | undefined): void {
  mkdirSync(places.folder, { recursive: true, mode: 0o700 });
  writeFileSync(places.script, hookScript(data, places, sender), { mode: 0o700 });
}

function tmux(...args: readonly string[]): string {
  const { TMUX: _tmux, TMUX_PANE: _pane, ...env } = process.env;
  return execFileSync("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...args], { env, encoding: "utf8" });
}

async function until(fact: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!fact()) {
    if (performance.now() > end) throw new Error("waited a minute in vain");
    await pause(2);
  }
}

function share(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;
}

function fixed(value: number, digits = 1): string {
  return value.toFixed(digits);
}

function row(name: string, cells: readonly string[]): void {
  say(`${name.padEnd(28)} ${cells.map((cell) => cell.padStart(14)).join(" ")}\n`);
}

function say(text: string): void {
  process.stdout.write(text);
}
