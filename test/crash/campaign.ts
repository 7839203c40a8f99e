// The daemon as a real process, killed with -9 again and again while three scripted agents work through ten tasks.
// The judge reads the agents' own logs and goals.db alone: nothing lost, nothing typed twice.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DEMO_SESSIONS } from "../../cli/demo/settings.ts";
import { DEMO_TASKS } from "../../cli/demo/tasks.ts";
import { startTown } from "../../cli/demo/town.ts";
import { socketClient } from "../../server/client.ts";
import { liveSocket } from "../../cli/connect.ts";

export interface CampaignOptions {
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Verdict {
  readonly tasks: number;
  readonly done: number;
  /** Ended as `unsure`, for a person to settle. */
  readonly unsure: number;
  /** Neither done nor unsure, or done without ever having been submitted. */
  readonly lost: readonly string[];
  readonly typedTwice: readonly string[];
  readonly kills: number;
}

/** The whole campaign. ms */
const PATIENCE = 400_000;

export async function campaign({ kills, seed, say }: CampaignOptions): Promise<Verdict> {
  const home = await mkdtemp(join(tmpdir(), "drover-crash-"));
  const town = await startTown(home);
  if (town.kind === "refused") throw new Error(town.why);
  const random = generator(seed);
  const data = join(home, "data");
  await writeFile(join(home, "drover.toml"), config(town.socket));
  const until = performance.now() + PATIENCE;
  let daemon = await start(home, data);
  try {
    for (const content of DEMO_TASKS) await add(data, content);
    let killed = 0;
    while (performance.now() < until) {
      const wait = 200 + random() * 2_300;
      const over = await within(wait, data, town.socket);
      if (over) break;
      if (killed === kills) continue;
      await kill(daemon);
      killed += 1;
      say(`kill ${killed} after ${Math.round(wait)} ms`);
      daemon = await start(home, data);
    }
    return await judge(data, town.logs, killed);
  } finally {
    await kill(daemon);
    await town.stop();
    await rm(home, { recursive: true, force: true });
  }
}

const config = (socket: string): string => `
[server]
port = 0
[monitor]
idle_threshold = "1s"
general_prompt = ""
[delivery]
person_quiet = "2s"
${DEMO_SESSIONS.map((name) => `[[sessions]]\nname = "${name}"\nsocket = "${socket}"\nagent = "drover-demo-agent"\n`).join("")}`;

async function start(home: string, data: string): Promise<ChildProcess> {
  const args = ["cli/bin.js", "up", "--data-dir", data, "--config", join(home, "drover.toml")];
  const daemon = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  while ((await liveSocket(data)) === undefined) {
    if (daemon.exitCode !== null) throw new Error(`the daemon ended at its start: ${daemon.exitCode}`);
    await pause(20);
  }
  return daemon;
}

const kill = (daemon: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return resolve();
    daemon.once("exit", () => resolve());
    daemon.kill("SIGKILL");
  });

async function client(data: string) {
  const socket = await liveSocket(data);
  if (socket === undefined) throw new Error("no daemon answers");
  return socketClient(socket);
}

async function add(data: string, content: string): Promise<void> {
  const answer = await (await client(data)).api.tasks.$post({ json: { content } });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Lets the world run on for a while, answering what is asked; true once every task has ended. */
async function within(ms: number, data: string, socket: string): Promise<boolean> {
  const until = performance.now() + ms;
  while (performance.now() < until) {
    await answerDialogs(socket);
    if ((await tasksOf(data)).every(({ status }) => ENDED.has(status))) return true;
    await pause(200);
  }
  return false;
}

const ENDED = new Set(["done", "failed", "unsure", "quarantined"]);

async function answerDialogs(socket: string): Promise<void> {
  for (const name of DEMO_SESSIONS) {
    const screen = await tmux(socket, "capture-pane", "-p", "-t", `=${name}:`);
    if (screen.includes("Enter to confirm")) await tmux(socket, "send-keys", "-t", `=${name}:`, "Enter");
  }
}

const tmux = (socket: string, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile("tmux", ["-u", "-L", socket, ...args], (_error, stdout) => resolve(stdout));
  });

async function tasksOf(data: string) {
  const answer = await (await client(data)).api.tasks.$get({ query: {} });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).tasks;
}

async function judge(data: string, logs: readonly string[], kills: number): Promise<Verdict> {
  const tasks = await tasksOf(data);
  const texts = await Promise.all(logs.map((log) => readFile(log, "utf8")));
  const submitted = texts
    .flatMap((text) => text.trim().split("\n"))
    .map((line): { readonly ev?: unknown; readonly text?: unknown } => JSON.parse(line))
    .flatMap(({ ev, text }) => (ev === "submit" && typeof text === "string" ? [text] : []));
  const times = (id: string) => submitted.filter((text) => text.includes(`[drover ${id}]`)).length;
  const exact = (id: string, content: string) => submitted.includes(`${content}\n[drover ${id}]`);
  return {
    kills,
    tasks: tasks.length,
    done: tasks.filter(({ status }) => status === "done").length,
    unsure: tasks.filter(({ status }) => status === "unsure").length,
    lost: tasks
      .filter(({ id, status, content }) => status !== "unsure" && !(status === "done" && exact(id, content)))
      .map(({ id, status }) => `${id} (${status})`),
    typedTwice: tasks.filter(({ id }) => times(id) > 1).map(({ id }) => id),
  };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
