// A tmux server for one run, and the panes in it.
// S1. Its socket is its own, it reads no config: no other server is ever touched.
// S2. A pane holds a bare shell with a HOME of its own and nothing of our environment; agents are started in it by hand.
// S3. `end` leaves nothing: agents that outlive their terminal are ended by pid, if it is still the same process.
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { promisify } from "node:util";
import { systemProcesses } from "../../../adapters/processes/processes.ts";
import type { PaneProcess } from "../../../daemon/ports.ts";

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

export interface Stage {
  readonly socket: string;
  tmux(...args: readonly string[]): Promise<string>;
  /** Opens a session of this name with a shell in it; answers the pane's id. */
  open(name: string, room: Room): Promise<string>;
  /** Kills what runs in this pane's shell. */
  kill(pane: string): Promise<void>;
  end(): Promise<void>;
}

export interface Room {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly size: Size;
}

const run = promisify(execFile);

export function makeStage(socket: string): Stage {
  const processes = systemProcesses();
  const tmux = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...args], {
      env: bare(),
      maxBuffer: 1 << 24,
    });
    return stdout;
  };
  const below = async (target: readonly string[]): Promise<readonly PaneProcess[]> => {
    const panes = (await tmux("list-panes", ...target, "-F", "#{pane_pid}").catch(() => "")).trim();
    const pids = panes === "" ? [] : panes.split("\n").map(Number);
    return (await Promise.all(pids.map((pid) => processes.below(pid)))).flat();
  };
  const endAll = async (started: readonly PaneProcess[], signal: NodeJS.Signals) => {
    for (const { pid, start } of started) {
      if ((await processes.identify(pid))?.start === start) process.kill(pid, signal);
    }
  };
  return {
    socket,
    tmux,
    open: async (name, { cwd, env, size }) => {
      const given = Object.entries({ ...env, PS1: "$ " }).map(([key, value]) => `${key}=${value}`);
      const shape = ["-x", String(size.cols), "-y", String(size.rows)];
      const shell = ["env", "-i", ...given, "TERM=tmux-256color", "sh"];
      return (
        await tmux("new-session", "-d", "-P", "-F", "#{pane_id}", ...shape, "-s", name, "-c", cwd, "--", ...shell)
      ).trim();
    },
    kill: async (pane) => {
      const [, ...rest] = await below(["-t", pane]);
      await endAll(rest, "SIGKILL");
    },
    end: async () => {
      const started = await below(["-a"]);
      const path = (await tmux("display-message", "-p", "#{socket_path}").catch(() => "")).trim();
      await tmux("kill-server").catch(() => "");
      if (path !== "") rmSync(path, { force: true });
      await endAll(started, "SIGKILL");
    },
  };
}

function bare(): NodeJS.ProcessEnv {
  const { TMUX: _tmux, TMUX_PANE: _pane, ...rest } = process.env;
  return rest;
}
