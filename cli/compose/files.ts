import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Who runs on a data directory, as `drover.pid` says. */
export interface PidFile {
  readonly pid: number;
  /** Start of that process, opaque, so that a later process with the same pid is not taken for it. */
  readonly start: string;
  readonly socket: string;
  readonly port?: number;
}

/** A unix socket's path is limited to about 100 bytes; a longer one lies in a private folder of the temp directory. */
const LONGEST_SOCKET_PATH = 100;

export function socketPath(dataDir: string, hash: string): string {
  const path = join(dataDir, "drover.sock");
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path;
  const folder = join(process.env["XDG_RUNTIME_DIR"] ?? tmpdir(), `drover-${process.getuid?.() ?? 0}-${hash}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, "drover.sock");
}

export const writePidFile = (dataDir: string, content: PidFile): Promise<void> =>
  writeFile(join(dataDir, "drover.pid"), `${JSON.stringify(content)}\n`, { mode: 0o600 });

export const removePidFile = (dataDir: string): Promise<void> => rm(join(dataDir, "drover.pid"), { force: true });

/** The token of this data directory, made at the first start. */
export async function token(dataDir: string): Promise<string> {
  const path = join(dataDir, "token");
  await writeFile(path, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" }).catch(ignoreExisting);
  return (await readFile(path, "utf8")).trim();
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}

/**
 * Appends lines to a log file. A log that cannot be written never stops the work: that is said once, and again when it
 * could be written in between.
 */
export function logFile(dataDir: string, name: string, complain: (line: string) => void): (line: string) => void {
  const folder = join(dataDir, "logs");
  let isSilent = false;
  return (line) => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      appendFileSync(join(folder, name), `${line}\n`, { mode: 0o600 });
      isSilent = false;
    } catch (error) {
      if (!isSilent) complain(`${name} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
      isSilent = true;
    }
  };
}
