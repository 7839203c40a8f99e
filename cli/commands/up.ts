import { spawn } from "node:child_process";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { begin } from "../begin.ts";
import type { BeginOptions } from "../begin.ts";
import type { Running } from "../compose/daemon.ts";
import { token } from "../compose/files.ts";
import { inAddress, isLoopback } from "../addresses.ts";
import { liveSocket } from "../connect.ts";
import type { ExitCode, Io } from "../io.ts";
import { failed, refuse, refuseAll } from "../io.ts";
import { readPidFile } from "../pid-file.ts";
import { oneLine } from "../table.ts";
import { dataDirOf } from "../places.ts";

export interface UpOptions extends BeginOptions {
  readonly detach?: boolean;
}

/** `drover up`: runs until it is told to stop; detached, until it answers. */
export async function up(options: UpOptions, argv: readonly string[], io: Io): Promise<ExitCode> {
  if (options.detach) return detached(options, argv, io);
  const ended = told();
  process.once("uncaughtException", (error) => {
    for (const line of bug(error)) io.err(line);
    process.exit(1);
  });
  const begun = await begin(options, io, (line) => (options.json ? io.err(line) : io.out(line)));
  if (begun.kind !== "running") return refuseAll(io, begun.why.split("\n"));
  if (options.json) io.out(JSON.stringify({ pid: process.pid, port: begun.port, socket: begun.socket }));
  else greet(begun, options, io);
  if (!hasTerminal()) process.on("SIGHUP", () => void begun.reload());
  await ended;
  await begun.stop();
  endSoon(io);
  return 0;
}

/** ms */
const LEFT_OVER = 2_000;

/** All is committed and closed: what still waits now is a bug of ours, and no reason to live on. */
function endSoon(io: Io): void {
  const end = () => {
    io.err(`drover: stopped; ended while something still waited: ${process.getActiveResourcesInfo().join(", ")}`);
    process.exit(0);
  };
  setTimeout(end, LEFT_OVER).unref();
}

function greet({ service, host, port, token: secret }: Running, { dryRun, ...options }: UpOptions, io: Io): void {
  io.out(`drover watches ${service.sessions().length} session(s); API on ${origin(host, port)}`);
  if (isKept()) io.out(`The token that lets a browser in is in ${join(dataDirOf(options, io), "token")}.`);
  else io.out(link(host, port, secret));
  if (!isLoopback(host)) io.out(EXPOSED);
  if (dryRun) io.out("Dry run: nothing is typed; what would be is said here.");
}

/** What is printed of a bug goes into the log: no line of it can pass for one of ours. */
const bug = (error: unknown): readonly string[] => {
  const [first = "", ...rest] = (error instanceof Error ? (error.stack ?? error.message) : String(error)).split("\n");
  return [`drover: a bug, the daemon ends: ${oneLine(first)}`, ...rest.map((line) => `    ${oneLine(line.trim())}`)];
};

const EXPOSED =
  "The API is open to the network, to those who have the token; it travels in the clear: put TLS or a tunnel before it.";

/** Output that goes into a file or a journal stays there: no place for a secret. */
const isKept = (): boolean => process.env["JOURNAL_STREAM"] !== undefined || fstatSync(1).isFile();

/** A terminal that closes says SIGHUP, and means the end; without one it asks to read the config again. */
const hasTerminal = (): boolean => [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * Resolves at the first signal, a closed terminal's too; the next one ends the process at once. Asked before the start:
 * a signal in the middle of it is answered by a stop, and nothing is left in tmux.
 */
const told = (): Promise<void> =>
  new Promise((resolve) => {
    const ends = SIGNALS.filter((name) => name !== "SIGHUP" || hasTerminal());
    const end = () => {
      for (const name of ends) process.off(name, end);
      resolve();
    };
    for (const name of ends) process.on(name, end);
    // Asked to read the config while it is being read: that is under way.
    if (!hasTerminal()) process.on("SIGHUP", () => {});
  });

/** The longest a daemon may take to answer. ms */
const PATIENCE = 15_000;

async function detached(options: UpOptions, argv: readonly string[], io: Io): Promise<ExitCode> {
  const dataDir = dataDirOf(options, io);
  if ((await liveSocket(dataDir)) !== undefined)
    return refuse(io, `a daemon already runs on ${dataDir}; see drover status`);
  const opened = openLog(dataDir);
  if ("why" in opened) return refuse(io, opened.why);
  const { log, file, written } = opened;
  const child = spawn(process.execPath, [process.argv[1] ?? "", ...argv.filter((word) => !OURS.has(word))], {
    detached: true,
    stdio: ["ignore", log, log],
    cwd: io.cwd,
  });
  closeSync(log);
  let exited: number | undefined;
  child.once("exit", (code) => (exited = code ?? 1));
  child.unref();
  const until = performance.now() + PATIENCE;
  while (performance.now() < until && exited === undefined) {
    if ((await liveSocket(dataDir)) !== undefined) return began(dataDir, file, options, io);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill();
  failed(io, `the daemon did not start; it wrote into ${file}:`);
  for (const line of linesSince(file, written)) io.err(line);
  return exited === 2 ? 2 : 1;
}

async function began(dataDir: string, log: string, { json }: UpOptions, io: Io): Promise<ExitCode> {
  const running = await readPidFile(dataDir);
  const { pid, port = 0, socket, host = "127.0.0.1" } = running ?? { pid: 0, socket: "" };
  if (json) io.out(JSON.stringify({ pid, port, socket, log }));
  else {
    io.out(`drover runs in the background (pid ${pid}); log: ${log}`);
    io.out(link(host, port, await token(dataDir)));
  }
  return 0;
}

const origin = (host: string, port: number): string => `http://${inAddress(host)}:${port}`;
const link = (host: string, port: number, secret: string): string =>
  `Open ${origin(host, port)}/?token=${secret} once to let a browser in.`;

/** Words that are for the command that waits, not for the daemon behind it. */
const OURS: ReadonlySet<string> = new Set(["--detach", "--json"]);

type OpenedLog = { readonly log: number; readonly file: string; readonly written: number } | { readonly why: string };

function openLog(dataDir: string): OpenedLog {
  const folder = join(dataDir, "logs");
  const file = join(folder, "monitor.log");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const log = openSync(file, "a", 0o600);
    return { log, file, written: fstatSync(log).size };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return { why: `the log ${file} cannot be written: ${error.message}` };
  }
}

/** The last lines of this start, none of an earlier one. */
const linesSince = (file: string, written: number): readonly string[] =>
  readFileSync(file).subarray(written).toString("utf8").trimEnd().split("\n").slice(-5);
