import { systemProcesses } from "../../adapters/processes/processes.ts";
import { parseDuration } from "../../config/durations.ts";
import { removePidFile } from "../compose/files.ts";
import type { PidFile } from "../compose/files.ts";
import { removeLeftTraces } from "../compose/traces.ts";
import { liveSocket } from "../connect.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import { readPidFile } from "../pid-file.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";

export interface DownOptions extends Common {
  readonly timeout?: string;
}

/** `drover down`: SIGTERM, SIGKILL after the timeout. The agents' panes are left as they are. */
export async function down(options: DownOptions, io: Io): Promise<ExitCode> {
  const timeout = parseDuration(options.timeout ?? "10s");
  if (timeout === undefined) return refuse(io, `--timeout ${options.timeout ?? ""}: a duration such as "10s" is meant`);
  const dataDir = dataDirOf(options, io);
  const file = await readPidFile(dataDir);
  if (!file || !(await isAlive(file))) return notRunning(options, dataDir, io);
  const ended = await end(file, timeout);
  if (ended === "not ours")
    return refuse(io, `the daemon, pid ${file.pid}, runs as another user; let that user stop it`);
  if (ended === "killed") await removeLeftTraces(options, dataDir, io);
  if ((await readPidFile(dataDir))?.pid === file.pid) await removePidFile(dataDir);
  if (options.json) io.out(JSON.stringify({ pid: file.pid, killed: ended === "killed" }));
  else if (ended === "stopped") io.out("Stopped.");
  else io.out("Killed: it did not stop in time. The next start takes up what was under way.");
  return 0;
}

/** A daemon that answers without a pid file that names it is told of; what its pid is cannot be known. */
async function notRunning(common: Common, dataDir: string, io: Io): Promise<ExitCode> {
  if ((await liveSocket(dataDir)) !== undefined) {
    return refuse(io, `something answers for ${dataDir}, but not the process that drover.pid names; end it by hand`);
  }
  await removePidFile(dataDir);
  await removeLeftTraces(common, dataDir, io);
  return refuse(io, `no daemon runs on ${dataDir}`);
}

async function end(file: PidFile, timeout: number): Promise<"stopped" | "killed" | "not ours"> {
  if (!signal(file.pid, "SIGTERM")) return "not ours";
  if (await waitUntilGone(file, timeout)) return "stopped";
  signal(file.pid, "SIGKILL");
  await waitUntilGone(file, 5_000);
  return "killed";
}

/** False if it is not ours to end. One that has just ended by itself is fine. */
function signal(pid: number, name: "SIGTERM" | "SIGKILL"): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "EPERM");
  }
}

/** The very process that wrote the file: a later one with the same pid is left alone. */
const isAlive = async ({ pid, start }: PidFile): Promise<boolean> =>
  (await systemProcesses().identify(pid))?.start === start;

async function waitUntilGone(file: PidFile, ms: number): Promise<boolean> {
  const until = performance.now() + ms;
  while (await isAlive(file)) {
    if (performance.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
