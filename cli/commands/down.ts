import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { parseDuration } from "../../config/durations.ts";
import { removePidFile } from "../compose/files.ts";
import type { PidFile } from "../compose/files.ts";
import { removeLeftHooks } from "../compose/left-hooks.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";

export interface DownOptions extends Common {
  readonly timeout?: string;
}

const pidFile = z.object({ pid: z.int(), start: z.string(), socket: z.string(), port: z.int().exactOptional() });

/** `drover down`: SIGTERM, SIGKILL after the timeout. The agents' panes are left as they are. */
export async function down(options: DownOptions, io: Io): Promise<ExitCode> {
  const timeout = parseDuration(options.timeout ?? "10s");
  if (timeout === undefined) return refuse(io, `--timeout ${options.timeout ?? ""}: a duration such as "10s" is meant`);
  const dataDir = dataDirOf(options, io);
  const file = await readPidFile(dataDir);
  if (!file || !(await isAlive(file))) {
    await removePidFile(dataDir);
    await removeLeftHooks(options, dataDir, io);
    return refuse(io, `no daemon runs on ${dataDir}`);
  }
  process.kill(file.pid, "SIGTERM");
  const gone = await waitUntilGone(file, timeout);
  if (!gone) {
    process.kill(file.pid, "SIGKILL");
    await waitUntilGone(file, 5_000);
    await removeLeftHooks(options, dataDir, io);
  }
  await removePidFile(dataDir);
  io.out(gone ? "Stopped." : "Killed: it did not stop in time. The next start takes up what was under way.");
  return 0;
}

async function readPidFile(dataDir: string): Promise<PidFile | undefined> {
  const text = await readFile(join(dataDir, "drover.pid"), "utf8").catch(() => undefined);
  const parsed = pidFile.safeParse(parseJson(text ?? ""));
  return parsed.success ? parsed.data : undefined;
}

/** A daemon that was killed while it wrote the file left half of it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
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
