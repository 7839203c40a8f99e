import { rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePrivate, secretIn } from "./private.ts";

/** Who runs on a data directory, as `drover.pid` says. */
export interface PidFile {
  readonly pid: number;
  /** Start of that process, opaque, so that a later process with the same pid is not taken for it. */
  readonly start: string;
  readonly socket: string;
  readonly port?: number;
  /** Absent: loopback. */
  readonly host?: string;
}

/** A unix socket's path is limited to about 100 bytes; a longer one lies in a private folder of the temp directory. */
const LONGEST_SOCKET_PATH = 100;

export type SocketPlace =
  | { readonly kind: "place"; readonly path: string }
  | { readonly kind: "refused"; readonly why: string };

export async function socketPlace(dataDir: string, hash: string, env = process.env): Promise<SocketPlace> {
  const path = join(dataDir, "drover.sock");
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return { kind: "place", path };
  const folder = join(env["XDG_RUNTIME_DIR"] || tmpdir(), `drover-${process.getuid?.() ?? 0}-${hash}`);
  const why = await makePrivate(folder, ["drover.sock"]);
  if (why === undefined) return { kind: "place", path: join(folder, "drover.sock") };
  return {
    kind: "refused",
    why: `no place for the socket: ${why}. Choose a shorter --data-dir, or set XDG_RUNTIME_DIR.`,
  };
}

/** Whoever reads it meanwhile sees the one before or this one, never half of it. */
export async function writePidFile(dataDir: string, content: PidFile): Promise<void> {
  const path = join(dataDir, "drover.pid");
  const draft = `${path}.new`;
  await writeFile(draft, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

export const removePidFile = (dataDir: string): Promise<void> => rm(join(dataDir, "drover.pid"), { force: true });

/** What a data directory may hold of ours; by these it is known again. */
export const OURS: readonly string[] = [
  "state.db",
  "goals.db",
  "lock.db",
  "drover.pid",
  "drover.sock",
  "token",
  "logs",
  "spool",
];

/** The token of this data directory, made at the first start, and anew if others could read it. */
export const token = (dataDir: string): Promise<string> => secretIn(join(dataDir, "token"));
