// Whose process is at the other end of a loopback connection. Linux writes the owner of every TCP socket into
// /proc/net/tcp and tcp6; other systems do not say.
// P1. Fails closed where the system can tell: a connection that is not in the tables, or whose socket no process owns
//     any more, is somebody else's.
// P2. An agent is a process below a watched pane that holds the client's end, as long as it stays below it: this keeps an
//     agent from giving itself tasks by an idle thought, not a program of the same user that is bent on it.
import { readdir, readFile, readlink } from "node:fs/promises";
import { isIPv4, isIPv6 } from "node:net";
import type { Connection } from "./options.ts";

export type Peer = "same user" | "agent" | "other" | "unknown";

/** Process ids of all that runs in watched panes. */
export type Agents = () => Promise<readonly number[]>;
const nobody: Agents = async () => [];

/** Looks the connection up now; it must still be open. */
export async function peerOf(connection: Connection, agents = nobody, tables: Tables = procNet): Promise<Peer> {
  const text = await tables();
  const uid = process.getuid?.();
  if (text === undefined || uid === undefined) return "unknown";
  const owner = ownerOf(text, connection);
  if (owner?.uid !== uid) return "other";
  const holds = await Promise.all((await agents()).map((pid) => holdsSocket(pid, owner.inode)));
  return holds.includes(true) ? "agent" : "same user";
}

async function holdsSocket(pid: number, inode: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const files = await readdir(folder).catch(() => []);
  const links = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => "")));
  return links.includes(`socket:[${inode}]`);
}

/** The kernel's TCP tables one after the other; undefined where there are none. */
type Tables = () => Promise<string | undefined>;

async function procNet(): Promise<string | undefined> {
  const tcp = await readFile("/proc/net/tcp", "latin1").catch(() => undefined);
  const tcp6 = await readFile("/proc/net/tcp6", "latin1").catch(() => "");
  return tcp === undefined ? undefined : tcp + tcp6;
}

export interface Owner {
  readonly uid: number;
  /** Of the socket. */
  readonly inode: string;
}

/** Whose the client's end is; undefined if nobody holds it. */
export function ownerOf(tables: string, connection: Connection): Owner | undefined {
  const ours = spellings(connection.localAddress, connection.localPort);
  const theirs = spellings(connection.remoteAddress, connection.remotePort);
  for (const line of tables.split("\n")) {
    const [, local, remote, , , , , uid, , inode] = line.trim().split(/\s+/);
    if (local === undefined || remote === undefined || !theirs.includes(local) || !ours.includes(remote)) continue;
    return inode === undefined || inode === "0" ? undefined : { uid: Number(uid), inode };
  }
  return undefined;
}

/** How the tables write an address: IPv4 also as IPv6 mapped, for a client with a socket of that family. */
function spellings(address: string, port: number): readonly string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const v4 = address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
  if (isIPv4(v4)) return [words(v4Bytes(v4)) + suffix, words([...MAPPED, ...v4Bytes(v4)]) + suffix];
  return isIPv6(address) ? [words(v6Bytes(address)) + suffix] : [];
}
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

const v4Bytes = (address: string): number[] => address.split(".").map(Number);

function v6Bytes(address: string): number[] {
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...(tail === undefined ? [] : gap), ...after].flatMap((group) => [group >> 8, group & 0xff]);
}

/** Each 32-bit word is printed as the machine reads it from memory: little-endian on all that Node runs on, s390x apart. */
function words(bytes: readonly number[]): string {
  const hex = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0"));
  const order = [3, 2, 1, 0];
  return hex.map((_, i) => hex[i - (i % 4) + (order[i % 4] ?? 0)]).join("");
}
