import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { begin } from "../begin.ts";
import type { BeginOptions } from "../begin.ts";
import { liveSocket } from "../connect.ts";
import type { ExitCode, Io } from "../io.ts";
import { failed, refuse } from "../io.ts";
import { dataDirOf } from "../places.ts";

export interface UpOptions extends BeginOptions {
  readonly detach?: boolean;
}

/** `drover up`: runs until it is told to stop; detached, until it answers. */
export async function up(options: UpOptions, argv: readonly string[], io: Io): Promise<ExitCode> {
  if (options.detach) return detached(options, argv, io);
  const begun = await begin(options, io, (line) => io.out(line));
  if (begun.kind !== "running") {
    begun.why.split("\n").forEach((line) => refuse(io, line));
    return 2;
  }
  io.out(`drover watches ${begun.service.sessions().length} session(s); API on http://127.0.0.1:${begun.port}`);
  io.out(`Open http://127.0.0.1:${begun.port}/?token=${begun.token} once to let a browser in.`);
  if (options.dryRun) io.out("Dry run: nothing is typed; what would be is said here.");
  await told();
  await begun.stop();
  return 0;
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
const told = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });

/** The longest a daemon may take to answer. ms */
const PATIENCE = 15_000;

async function detached(options: UpOptions, argv: readonly string[], io: Io): Promise<ExitCode> {
  const dataDir = dataDirOf(options, io);
  if ((await liveSocket(dataDir)) !== undefined)
    return refuse(io, `a daemon already runs on ${dataDir}; see drover status`);
  const logs = join(dataDir, "logs");
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const file = join(logs, "monitor.log");
  const log = openSync(file, "a", 0o600);
  const child = spawn(process.execPath, [process.argv[1] ?? "", ...argv.filter((word) => word !== "--detach")], {
    detached: true,
    stdio: ["ignore", log, log],
    cwd: io.cwd,
  });
  let exited = false;
  child.once("exit", () => (exited = true));
  child.unref();
  const until = performance.now() + PATIENCE;
  while (performance.now() < until && !exited) {
    if ((await liveSocket(dataDir)) !== undefined) {
      io.out(`drover runs in the background (pid ${child.pid}); log: ${file}`);
      return 0;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return failed(io, `the daemon did not start; the end of ${file}:\n${tail(file)}`);
}

const tail = (file: string): string => readFileSync(file, "utf8").trimEnd().split("\n").slice(-5).join("\n");
