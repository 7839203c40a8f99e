// One fork of tmux.
// R1. No shell; `-u`, because without a UTF-8 locale tmux destroys titles; the socket always named, and TMUX and TMUX_PANE
//     taken out of the environment, so that a daemon started inside tmux still talks to the server it was told to.
// R2. It ends: at the deadline, or with more output than the bound, the child is killed and what it did is in doubt.
// R3. It never throws and never rejects.
// R4. A fork without a deadline is on a leash: it ends with this process, however that ends.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import type { Clock } from "../../daemon/ports.ts";
import { leashed } from "./leash.ts";

/** What came of a fork. `in doubt` keeps what was printed until then: the word we wait for may be in it. */
export type Ran =
  | { readonly kind: "ended"; readonly out: string; readonly err: string }
  | { readonly kind: "no server" }
  | { readonly kind: "in doubt"; readonly why: string; readonly out: string };

export interface Command {
  /** Commands and their arguments; `;` between two commands is an argument of its own. */
  readonly args: readonly string[];
  /** Where relative paths are looked up. */
  readonly folder?: string;
}

/** Commands one after the other; tmux stops at the first that fails. */
export const chain = (...commands: readonly (readonly string[])[]): readonly string[] =>
  commands.flatMap((command, i) => (i === 0 ? command : [";", ...command]));

export type Run = (command: Command) => Promise<Ran>;

/** A fork that is still going. */
export interface Fork {
  readonly ended: Promise<Ran>;
  /** Kills the child; `ended` is then in doubt for this reason. */
  kill(why: string): void;
}

export interface Socket {
  /** As in `tmux -L`; with a slash a path, as in `-S`; `default` is the default server. */
  readonly socket: string;
}

const DEADLINE = 2_000;
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Runs tmux commands in one fork each, with a deadline in milliseconds. */
export function tmuxRun(options: Socket & { readonly clock: Clock; readonly deadlineMs?: number }): Run {
  const deadline = options.deadlineMs ?? DEADLINE;
  return async (command) => {
    const process = start(options.socket, command);
    const child = followed(process, () => process.kill("SIGKILL"));
    const stop = options.clock.after(deadline, () => child.kill(`tmux did not answer within ${deadline} ms`));
    const ran = await child.ended;
    stop();
    return ran;
  };
}

/**
 * Starts a fork without a deadline. `onOutput` gets all that was printed so far, each time more of it arrives. `farewell` is
 * said to the server where this process ends before the fork.
 */
export function fork(socket: string, command: Command, farewell: Command, onOutput: (out: string) => void): Fork {
  const { process, release } = leashed(commandLine(socket, command), environment(), commandLine(socket, farewell));
  const out: Buffer[] = [];
  process.stdout?.on("data", (bytes: Buffer) => {
    out.push(bytes);
    onOutput(text(out));
  });
  return followed(process, release);
}

/** What a child prints, how it ends, and how it is made to end. */
function followed(child: ChildProcess, end: () => void): Fork {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  let killed: string | undefined;
  const kill = (why: string) => {
    killed ??= why;
    end();
  };
  keep(child.stdout, out, kill);
  keep(child.stderr, err, kill);
  const ended = new Promise<Ran>((resolve) => {
    const settle = (signal: string | null) => resolve(outcome(text(out), text(err), killed ?? signal ?? undefined));
    child.on("error", (error) => resolve({ kind: "in doubt", why: `tmux did not start: ${error.message}`, out: "" }));
    child.on("close", (_code, signal) => settle(signal));
    child.on("exit", (_code, signal) => {
      if (killed === undefined) return;
      // keeps R2: a hung server holds the pipes too, the client handed it its own ends, so they may never close
      settle(signal);
      child.stdout?.destroy();
      child.stderr?.destroy();
    });
  });
  return { ended, kill };
}

const commandLine = (socket: string, command: Command): readonly string[] => [
  "tmux",
  "-u",
  ...serverFlags(socket),
  ...command.args,
];

const start = (socket: string, command: Command) =>
  spawn("tmux", commandLine(socket, command).slice(1), {
    ...(command.folder === undefined ? {} : { cwd: command.folder }),
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });

/** There is no stream where the child could not be started. */
function keep(stream: Readable | null, into: Buffer[], kill: (why: string) => void): void {
  let size = 0;
  stream?.on("data", (bytes: Buffer) => {
    size += bytes.length;
    if (size > MOST_OUTPUT) return kill(`tmux printed more than ${MOST_OUTPUT} bytes`);
    into.push(bytes);
  });
}

const serverFlags = (socket: string): readonly string[] => [socket.includes("/") ? "-S" : "-L", socket];

function environment(): NodeJS.ProcessEnv {
  const { TMUX: _server, TMUX_PANE: _pane, ...rest } = process.env;
  return rest;
}

const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");

const NO_SERVER =
  /^(no server running on |error connecting to .*\((No such file or directory|Connection refused)\)|server exited|lost server)/m;

function outcome(out: string, err: string, killed: string | undefined): Ran {
  if (killed !== undefined) return { kind: "in doubt", why: killed, out };
  if (out === "" && NO_SERVER.test(err)) return { kind: "no server" };
  return { kind: "ended", out, err };
}
