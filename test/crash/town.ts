// A place for the daemon under test: a tmux server of its own with scripted agents, a data directory, and a tmux command
// that can be made slow, so that a paste may outlive the daemon that asked for it.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { testTmux } from "../support/tmux.ts";
import type { TestTmux } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";
import { readLog, readRaw } from "./agents-log.ts";
import type { Entry } from "./agents-log.ts";
import { ending } from "./ends.ts";

export interface TownAgent {
  readonly name: string;
  readonly pane: string;
  /** Opens its session anew; answers the pane. */
  reopen(): string;
  /** Its shell starts no other when it ends, until the answer is called. */
  stayAway(): () => void;
  log(): readonly Entry[];
  raw(): string;
  /** The process that runs now. */
  pid(): number;
}

/** Somebody at the keyboard: a client that is attached, whose keys tmux counts as a person's. */
export interface Person {
  press(key: keyof typeof KEYS): void;
  type(text: string): void;
}

/** By tmux's names, with what reaches the agent. */
const KEYS = { Enter: "\r", "C-c": "\u0003" } as const;

export interface Town {
  readonly home: string;
  readonly data: string;
  readonly tmux: TestTmux;
  readonly agents: readonly TownAgent[];
  /** The environment of the n-th daemon: its tmux is one whose pastes can be held up. */
  env(life: number): NodeJS.ProcessEnv;
  /** The pastes and Enters of the n-th daemon wait, even after its death, until they are let go. */
  hold(life: number): void;
  letGo(life: number): void;
  /** How often that daemon has called tmux. */
  calls(life: number): number;
  /** Resolves when a child of that daemon that types is held up or on its way, with all that it needs. */
  underWay(life: number): Promise<void>;
  /** Resolves when no child of that daemon is held up or on its way any more. */
  idle(life: number): Promise<void>;
  /** Ends the session of this agent and makes another of the same name. */
  again(agent: TownAgent): Promise<void>;
  /** All that persons have typed. */
  readonly typed: string[];
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
  const typed: string[] = [];
  const gate = (life: number) => join(home, `gate-${life}`);
  const underWay = (life: number) =>
    readdirSync(home).filter((name) => new RegExp(`^under-way-${life}-\\d+$`).test(name));
  const path = `${gatedTmux(home)}${delimiter}${process.env["PATH"]}`;
  return {
    home,
    data: join(home, "data"),
    tmux,
    agents,
    env: (life) => ({ ...process.env, PATH: path, DROVER_TEST_GATE: gate(life), DROVER_TEST_LIFE: `${life}` }),
    hold: (life) => writeFileSync(gate(life), ""),
    letGo: (life) => rmSync(gate(life), { force: true }),
    calls: (life) => statSync(join(home, `calls-${life}`), { throwIfNoEntry: false })?.size ?? 0,
    underWay: async (life) => void (await waitFor("a child that types", () => underWay(life).length > 0)),
    idle: async (life) => void (await waitFor("the children of a dead daemon", () => underWay(life).length === 0)),
    again: (agent) => again(agent, tmux),
    typed,
    person: (name) => attach(name, tmux, desk, typed),
    end: ending(async () => {
      await desk.end();
      await tmux.end();
      rmSync(home, { recursive: true, force: true });
    }),
  };
}

/** Starts it again and again; waits first if it is to stay away, in the shell itself, so that nothing else is in front. */
const SHELL = 'away=$1; shift; while :; do "$@"; [ -p "$away" ] && read -r _ <"$away"; done';

function openAgent(name: string, home: string, tmux: TestTmux, options: readonly string[]): TownAgent {
  const [log, raw] = [join(home, `${name}.jsonl`), join(home, `${name}.raw`)];
  const program = [process.execPath, AGENT, "--name", `demo-agent-${name}`, "--log", log, "--raw", raw, ...options];
  const away = join(home, `${name}.away`);
  const open = () => tmux.open(name, ["sh", "-c", SHELL, "sh", away, ...program], SIZE);
  let pane = open();
  return {
    name,
    get pane() {
      return pane;
    },
    reopen: () => (pane = open()),
    stayAway: () => {
      execFileSync("mkfifo", [away]);
      return () => {
        const end = openSync(away, "w");
        rmSync(away);
        closeSync(end);
      };
    },
    log: () => readLog(log),
    raw: () => readRaw(raw),
    pid: () => readLog(log).findLast(({ ev }) => ev === "boot")?.pid ?? 0,
  };
}

/** A pane of another tmux server, in which a client of the town's is attached, stands for the person's terminal. */
async function attach(name: string, tmux: TestTmux, desk: TestTmux, typed: string[]): Promise<Person> {
  const terminal = desk.open(name, ["env", "-u", "TMUX", "tmux", "-L", tmux.socket, "attach", "-t", `=${name}`], SIZE);
  desk.run("set-option", "-g", "status", "off");
  await waitFor("the person's client", () => tmux.run("list-clients", "-t", `=${name}`) !== "");
  return {
    press: (key) => {
      typed.push(KEYS[key]);
      desk.run("send-keys", "-t", terminal, key);
    },
    type: (text) => {
      typed.push(text);
      desk.run("send-keys", "-t", terminal, "-l", text);
    },
  };
}

async function again(agent: TownAgent, tmux: TestTmux): Promise<void> {
  const before = agent.log().length;
  // The server must not end with its last session.
  tmux.run("new-session", "-d", "-s", "between", "--", "cat");
  tmux.run("kill-session", "-t", `=${agent.name}`);
  agent.reopen();
  await waitFor("the new agent", () => agent.log().length > before);
  tmux.run("kill-session", "-t", "=between");
}

/**
 * What types is held up, whatever became of the daemon that asked for it, and leaves a file while it is under way. It has
 * read its text before: that somebody clears the spool meanwhile does not stop it.
 * Answers the folder to put first on the PATH.
 */
function gatedTmux(home: string): string {
  const real = execFileSync("sh", ["-c", "command -v tmux"], { encoding: "utf8" }).trim();
  const folder = join(home, "bin");
  mkdirSync(folder);
  const script = `#!/bin/sh
printf . >>'${home}'/calls-$DROVER_TEST_LIFE
case "$*" in
  *load-buffer* | *send-keys*)
    mine='${home}'/under-way-$DROVER_TEST_LIFE-$$
    text=
    for word; do case "$word" in ./*) text=$word ;; esac; done
    [ -n "$text" ] && cp "$text" "$mine.text"
    : >"$mine"
    while [ -e "$DROVER_TEST_GATE" ]; do sleep 0.05; done
    [ -n "$text" ] && mv "$mine.text" "$text"
    '${real}' "$@"
    code=$?
    rm -f "$mine"
    exit $code
    ;;
esac
exec '${real}' "$@"
`;
  writeFileSync(join(folder, "tmux"), script);
  chmodSync(join(folder, "tmux"), 0o755);
  return folder;
}
