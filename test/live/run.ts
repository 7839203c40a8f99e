// Real Codex and real Gemini CLI, five tasks each, given by the real daemon; judged by what the model was asked.
// The agents are installed first; everything else runs in a network namespace that has only loopback.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { PROFILES } from "../../agents/profiles.ts";
import { startOn } from "../../cli/compose/daemon.ts";
import type { Running } from "../../cli/compose/daemon.ts";
import type { Settings } from "../../daemon/settings.ts";
import { sessionName } from "../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../machines/policy.ts";
import { START } from "./agents.ts";
import { installAgents } from "./install.ts";
import type { RealAgent } from "./install.ts";
import { startModel } from "./model.ts";
import type { Asked } from "./model.ts";
import { LEAVE, TASKS } from "./tasks.ts";

const ALL: readonly RealAgent[] = ["codex", "gemini"];
/** `test:agents gemini` tries one alone. */
const AGENTS = ALL.filter((agent) => process.argv.length < 3 || process.argv.includes(agent));
const INSIDE = "DROVER_LOOPBACK_ONLY";
/** A whole run of both agents. ms */
const PATIENCE = 420_000;

if (process.env[INSIDE] === undefined) process.exitCode = outside();
else process.exitCode = await inside();

function outside(): number {
  const bin = installAgents();
  const script = `ip link set lo up && exec "$0" "$@"`;
  const command = ["-n", "sh", "-c", script, process.execPath, ...process.argv.slice(1)];
  const run = spawnSync("unshare", command, { stdio: "inherit", env: { ...process.env, [INSIDE]: bin } });
  if (run.error) process.stderr.write(`test:agents needs unshare and the right to use it: ${run.error.message}\n`);
  return run.status ?? 1;
}

async function inside(): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), "drover-agents-"));
  const socket = `drover-agents-${process.pid}`;
  const tmux = (...args: readonly string[]) =>
    execFileSync("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...args], { env: bare(), encoding: "utf8" });
  const model = await startModel();
  try {
    AGENTS.forEach((agent) => startAgent(agent, home, model.port, tmux));
    const daemon = await startOn({
      dataDir: join(home, "data"),
      settings: settings(socket),
      profiles: PROFILES,
      host: "127.0.0.1",
      port: 0,
      dryRun: false,
      say: (line) => process.stdout.write(`${line}\n`),
      onBug: (error) => {
        throw error;
      },
    });
    if (daemon.kind !== "running") throw new Error(daemon.why);
    const { ended, leave } = await work(daemon, tmux);
    const code = await judge(daemon, model.asked, ended, leave);
    await daemon.stop();
    return code;
  } finally {
    await endAll(tmux);
    await model.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

function startAgent(agent: RealAgent, home: string, port: number, tmux: (...args: readonly string[]) => string): void {
  const own = join(home, agent);
  const cwd = join(own, "work");
  mkdirSync(cwd, { recursive: true });
  const { command, env } = START[agent](own, cwd, port);
  const given = {
    ...env,
    HOME: own,
    PATH: `${process.env[INSIDE] ?? ""}:${process.env["PATH"] ?? ""}`,
    LANG: "C.UTF-8",
  };
  const words = ["env", "-i", ...Object.entries(given).map(([key, value]) => `${key}=${value}`), "TERM=tmux-256color"];
  tmux("new-session", "-d", "-x", "120", "-y", "40", "-s", agent, "-c", cwd, "--", ...words, ...command);
}

function settings(socket: string): Settings {
  return {
    sessions: AGENTS.map((agent) => ({ name: sessionName(agent), tmux: agent, socket, agent: "auto", projects: [] })),
    policy: { ...DEFAULT_POLICY, idleThreshold: 3_000, generalPromptMax: 0 },
    generalPrompt: "",
    checkInterval: 5_000,
    personQuiet: 2_000,
    report: false,
    maxAttempts: 1,
  };
}

/** Gemini outlives the end of its terminal: what ran in the panes is ended by pid, if it is still the same process. */
async function endAll(tmux: (...args: readonly string[]) => string): Promise<void> {
  const processes = systemProcesses();
  const panes = tmux("list-panes", "-a", "-F", "#{pane_pid}").trim().split("\n").map(Number);
  const started = (await Promise.all(panes.map((pid) => processes.below(pid)))).flat();
  const path = tmux("display-message", "-p", "#{socket_path}").trim();
  tmux("kill-server");
  rmSync(path, { force: true });
  for (const { pid, start } of started) {
    if ((await processes.identify(pid))?.start === start) process.kill(pid, "SIGTERM");
  }
}

/** Gives five tasks to each and plays the person who allows what is asked. */
async function work({ service }: Running, tmux: (...args: readonly string[]) => string): Promise<Worked> {
  const leave = new Set<string>();
  for (const agent of AGENTS) {
    for (const { text } of TASKS) await service.add({ content: text, session: sessionName(agent) });
  }
  const until = performance.now() + PATIENCE;
  while (performance.now() < until) {
    const tasks = await service.tasks({});
    if (tasks.every(({ status }) => ["done", "failed", "unsure"].includes(status))) return { ended: true, leave };
    for (const { name, activity } of service.sessions()) {
      if (activity !== "waiting") continue;
      leave.add(name);
      tmux("send-keys", "-t", `=${name}:`, "Enter");
    }
    await pause(1_500);
  }
  for (const agent of AGENTS) process.stdout.write(`${tmux("capture-pane", "-p", "-t", `=${agent}:`).trimEnd()}\n`);
  return { ended: false, leave };
}

interface Worked {
  readonly ended: boolean;
  /** The agents that were seen to ask a person for leave. */
  readonly leave: ReadonlySet<string>;
}

async function judge(
  { service }: Running,
  asked: readonly Asked[],
  ended: boolean,
  leave: ReadonlySet<string>,
): Promise<number> {
  let wrong = ended ? 0 : 1;
  for (const task of await service.tasks({})) {
    const shape = TASKS.find(({ text }) => text === task.content)?.name ?? "?";
    const sent = `${task.content}\n[drover ${task.id}]`;
    const prompts = asked.filter(
      ({ agent, hidden, results, prompt }) =>
        agent === task.session && !hidden && results === 0 && prompt.includes(`[drover ${task.id}]`),
    );
    const exact = prompts.filter(({ prompt }) => prompt.trim().endsWith(sent)).length;
    const wentOn = asked.some(({ results, prompt }) => results > 0 && prompt.includes(`[drover ${task.id}]`));
    const allowed = shape !== LEAVE || (leave.has(task.session ?? "") && wentOn);
    const ok = task.status === "done" && prompts.length === 1 && exact === 1 && allowed;
    wrong += ok ? 0 : 1;
    const verdict = `${ok ? "ok" : "WRONG"}: ${task.status}, arrived ${prompts.length} time(s), exact ${exact}${
      shape === LEAVE ? `, leave ${allowed ? "asked for and given" : "never asked for"}` : ""
    }`;
    process.stdout.write(`${task.session ?? ""} · ${shape} · ${verdict}\n`);
  }
  process.stdout.write(wrong === 0 ? "all arrived once and exact\n" : `${wrong} wrong\n`);
  return wrong === 0 ? 0 : 1;
}

function bare(): NodeJS.ProcessEnv {
  const { TMUX: _tmux, TMUX_PANE: _pane, ...rest } = process.env;
  return rest;
}
