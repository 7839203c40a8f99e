// A person with a tmux server of their own: no config but what the test says, real clients on pseudo-terminals.
import { execFile, execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { testTmux } from "../support/tmux.ts";
import type { TestTmux } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";

export interface Person extends TestTmux {
  /** Runs commands whose failure is an answer too; what tmux printed, errors included. */
  try(...args: readonly string[]): Promise<string>;
  /** Attaches a real client to a session, and waits until it is there. */
  attach(session: string, size: { readonly cols: number; readonly rows: number }): Promise<void>;
  /** Presses keys in the client that was attached last. */
  type(bytes: string): void;
  /** The program in this pane prints these bytes. */
  print(pane: string, bytes: string): void;
  pid(): number | undefined;
  /** Ends the server and every client that was started here. */
  leave(): Promise<void>;
}

/** No command of a person's takes this long, whatever the load. ms */
const STANDS_STILL = 60_000;

export function person(tmux: TestTmux = testTmux()): Person {
  const clients: ChildProcess[] = [];
  const attempt = (...args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const all = ["-u", "-L", tmux.socket, "-f", "/dev/null", ...args];
      const options = { env: bare(), maxBuffer: 64 * 1024 * 1024, timeout: STANDS_STILL };
      execFile("tmux", all, options, (error, out, err) => {
        if (error?.killed === true) reject(new Error(`stood still: tmux ${args.join(" ")}`));
        else resolve(out + err);
      });
    });
  const attached = async () => (await attempt("list-clients", "-F", "#{client_tty}")).split("\n").filter(isTty).length;
  return {
    ...tmux,
    try: attempt,
    attach: async (session, { cols, rows }) => {
      const before = await attached();
      const client = underPty(`stty cols ${cols} rows ${rows}; exec tmux -u -L ${tmux.socket} attach -t '=${session}'`);
      clients.push(client);
      await waitFor("the client", async () => (await attached()) > before || client.exitCode !== null);
    },
    type: (bytes) => void clients.at(-1)?.stdin?.write(bytes),
    print: (pane, bytes) => {
      const terminal = openSync(ttyOf(tmux, pane), constants.O_WRONLY | constants.O_NOCTTY);
      writeSync(terminal, bytes);
      closeSync(terminal);
    },
    pid: () => {
      try {
        return Number(tmux.run("display-message", "-p", "#{pid}"));
      } catch {
        return undefined;
      }
    },
    leave: async () => {
      await tmux.end();
      await Promise.all(clients.map(ended));
    },
  };
}

const isTty = (line: string): boolean => line.startsWith("/dev/");
const ttyOf = (tmux: TestTmux, pane: string): string => tmux.run("display", "-p", "-t", pane, "#{pane_tty}").trim();

/** `script` gives a program a terminal; its options differ between util-linux and BSD. */
function underPty(command: string): ChildProcess {
  const args = process.platform === "linux" ? ["-qec", command, "/dev/null"] : ["-q", "/dev/null", "sh", "-c", command];
  return spawn("script", args, { env: { ...bare(), TERM: "xterm" }, stdio: ["pipe", "ignore", "ignore"] });
}

async function ended(client: ChildProcess): Promise<void> {
  if (client.exitCode !== null || client.signalCode !== null) return;
  const gone = once(client, "exit");
  client.kill("SIGKILL");
  await gone;
}

function bare(): NodeJS.ProcessEnv {
  const { TMUX: _server, TMUX_PANE: _pane, ...env } = process.env;
  return env;
}

/** The command lines of all processes in which this text stands, our own `ps` apart. */
export const processesWith = (text: string): readonly string[] =>
  execFileSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(text) && !/\bps -A\b/.test(line));

export const CLI = join(import.meta.dirname, "../../cli/bin.js");
