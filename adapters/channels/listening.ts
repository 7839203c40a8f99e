// On which loopback ports a process listens: by /proc where there is one, else by `lsof`.
import { execFile } from "node:child_process";
import { readFile, readdir, readlink } from "node:fs/promises";

export interface Listening {
  readonly host: "127.0.0.1" | "::1";
  readonly port: number;
}

/** Empty if there are none, or if the system does not tell. */
export async function listeningOf(pids: readonly number[]): Promise<readonly Listening[]> {
  const found = await Promise.all(pids.map(byProc));
  if (found.some((each) => each !== undefined)) return found.flatMap((each) => each ?? []);
  return pids.length === 0 ? [] : parseLsof(await lsof(pids));
}

/** Undefined where there is no /proc to read. */
async function byProc(pid: number): Promise<readonly Listening[] | undefined> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => undefined);
  if (names === undefined) return undefined;
  const links = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => "")));
  const inodes = new Set(
    links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]).filter((inode) => inode !== undefined),
  );
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`/proc/${pid}/net/${name}`, "latin1").catch(() => "")),
  );
  return parseTcp(tables.join("\n"), inodes);
}

const LISTEN = "0A";
/** Loopback, and "any address", as the tables write them. */
const V4 = new Set(["0100007F", "00000000"]);
const V6_ANY = "0".repeat(32);
const V6_LOOPBACK = `${"0".repeat(24)}01000000`;
const V6_MAPPED = "0000000000000000FFFF00000100007F";

/** Sockets of `/proc/net/tcp` and `tcp6` that listen, belong to these inodes, and can be reached by loopback. */
export function parseTcp(tables: string, inodes: ReadonlySet<string>): readonly Listening[] {
  return tables.split("\n").flatMap((line): readonly Listening[] => {
    const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    if (state !== LISTEN || !inodes.has(inode)) return [];
    const host = V4.has(address) || address === V6_MAPPED || address === V6_ANY ? "127.0.0.1" : "::1";
    const isLoopback = host === "127.0.0.1" || address === V6_LOOPBACK;
    return isLoopback ? [{ host, port: Number.parseInt(port, 16) }] : [];
  });
}

const DEADLINE = 3_000;

async function lsof(pids: readonly number[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const args = ["-nP", "-a", "-p", pids.join(","), "-iTCP", "-sTCP:LISTEN", "-Fn"];
  execFile("lsof", args, { timeout: DEADLINE }, (_error, out) => resolve(out));
  return promise;
}

/** Lines such as `n127.0.0.1:4096`, `n*:4096`, `n[::1]:4096`. */
export function parseLsof(out: string): readonly Listening[] {
  return out.split("\n").flatMap((line): readonly Listening[] => {
    const [, host = "", port = ""] = /^n(127\.0\.0\.1|\*|\[::1\]|\[::\]|localhost):(\d+)$/.exec(line) ?? [];
    if (port === "") return [];
    return [{ host: host === "[::1]" ? "::1" : "127.0.0.1", port: Number(port) }];
  });
}
