// A place for the daemon under test: a tmux server of its own with scripted agents, a data directory, and a tmux command
// that can be made slow, so that a paste may outlive the daemon that asked for it.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { testTmux } from "../support/tmux.ts";
import type { TestTmux } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";
import { readLog, readRaw } from "./agents-log.ts";
import type { Entry } from "./agents-log.ts";

export interface TownAgent {
  readonly name: string;
  readonly pane: string;
  log(): readonly Entry[];
  raw(): string;
  /** The process that runs now. */
  pid(): number;
}

/** Somebody at the keyboard: a client that is attached, whose keys tmux counts as a person's. */
export interface Person {
  /** As `tmux send-keys` takes them. */
  press(...keys: readonly string[]): void;
}

export interface Town {
  readonly home: string;
  readonly data: string;
  readonly tmux: TestTmux;
  readonly agents: readonly TownAgent[];
  /** For the daemon: its tmux is the one that can be slow. */
  readonly env: NodeJS.ProcessEnv;
  /** Each paste of the daemon's waits so long before tmux runs; 0: none. */
  slow(ms: number): void;
  /** Attaches a person to the session of this name. */
  person(name: string): Promise<Person>;
  end(): Promise<void>;
}

const AGENT = join(import.meta.dirname, "agent.ts");
const SIZE = { cols: 100, rows: 30 };

/** One agent for each name; it starts again in its shell when it ends. `options`: as the agent takes them. */
export async function openTown(names: readonly string[], options: readonly string[] = []): Promise<Town> {
  const home = mkdtempSync(join(tmpdir(), "drover-crash-"));
  const tmux = testTmux();
  const desk = testTmux();
  const agents = names.map((name) => openAgent(name, home, tmux, options));
  await waitFor("the agents", () => agents.every((agent) => agent.log().length > 0));
  const slowFile = join(home, "slow");
  const slow = (ms: number) => writeFileSync(slowFile, (ms / 1_000).toFixed(3));
  slow(0);
  return {
    home,
    data: join(home, "data"),
    tmux,
    agents,
    env: { ...process.env, PATH: `${slowTmux(home, slowFile)}${delimiter}${process.env["PATH"]}` },
    slow,
    person: (name) => attach(name, tmux, desk),
    end: async () => {
      await desk.end();
      await tmux.end();
      if (process.env["DROVER_KEEP"] === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

function openAgent(name: string, home: string, tmux: TestTmux, options: readonly string[]): TownAgent {
  const [log, raw] = [join(home, `${name}.jsonl`), join(home, `${name}.raw`)];
  const program = [process.execPath, AGENT, "--name", `demo-agent-${name}`, "--log", log, "--raw", raw, ...options];
  const pane = tmux.open(name, ["sh", "-c", 'while :; do "$@"; done', "sh", ...program], SIZE);
  return {
    name,
    pane,
    log: () => readLog(log),
    raw: () => readRaw(raw),
    pid: () => readLog(log).findLast(({ ev }) => ev === "boot")?.pid ?? 0,
  };
}

/** A pane of another tmux server, in which a client of the town's is attached, stands for the person's terminal. */
async function attach(name: string, tmux: TestTmux, desk: TestTmux): Promise<Person> {
  const terminal = desk.open(name, ["env", "-u", "TMUX", "tmux", "-L", tmux.socket, "attach", "-t", `=${name}`], SIZE);
  desk.run("set-option", "-g", "status", "off");
  await waitFor("the person's client", () => tmux.run("list-clients", "-t", `=${name}`) !== "");
  return { press: (...keys) => void desk.run("send-keys", "-t", terminal, ...keys) };
}

/** The paste alone is delayed: whatever loads a buffer. Answers the folder to put first on the PATH. */
function slowTmux(home: string, slowFile: string): string {
  const real = execFileSync("sh", ["-c", "command -v tmux"], { encoding: "utf8" }).trim();
  const folder = join(home, "bin");
  mkdirSync(folder);
  const script = `#!/bin/sh\ncase "$*" in *load-buffer*) sleep "$(cat '${slowFile}')" ;; esac\nexec '${real}' "$@"\n`;
  writeFileSync(join(folder, "tmux"), script);
  chmodSync(join(folder, "tmux"), 0o755);
  return folder;
}
