import { describe, expect, test } from "vitest";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { listenTcp } from "../../server/listen.ts";
import { ownerOf, peerOf } from "../../server/peer.ts";
import { testApp } from "./app.ts";

const ROWS = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 500 1
   1: 0100007F:1F91 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 501 1
   9: 0300007F:C350 0100007F:1F91 01 00000000:00000000 00:00000000 00000000  1009        0 509 1
   2: 0100007F:C350 0100007F:1F91 01 00000000:00000000 00:00000000 00000000  1001        0 502 1
   3: 0200007F:C351 0100007F:1F91 01 00000000:00000000 00:00000000 00000000  1002        0 503 1
   4: 0100007F:C352 0100007F:1F91 04 00000000:00000000 00:00000000 00000000     0        0 0 1
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:C353 00000000000000000000000001000000:1F91 01 00000000:00000000 00:00000000 00000000  1003        0 504 1
   1: 0000000000000000FFFF00000100007F:C354 0000000000000000FFFF00000100007F:1F91 01 00000000:00000000 00:00000000 00000000  1004        0 505 1
   2: B80D01200000000000000000FE010000:C355 B80D01200000000000000000FF010000:1F91 01 00000000:00000000 00:00000000 00000000  1005        0 506 1
`;
const from = (remoteAddress: string, remotePort: number, localAddress = remoteAddress) => ({
  remoteAddress,
  remotePort,
  localAddress,
  localPort: 8081,
});

test.each([
  ["the client's end, not ours", from("127.0.0.1", 50_000), 1001],
  ["by address, not by port alone", from("127.0.0.2", 50_001, "127.0.0.1"), 1002],
  ["nobody's, once its process let go of it", from("127.0.0.1", 50_002), undefined],
  ["IPv6", from("::1", 50_003), 1003],
  ["IPv4 in a socket of IPv6", from("::ffff:127.0.0.1", 50_004), 1004],
  ["IPv4 mapped on our side alone", from("::ffff:127.0.0.1", 50_000), 1001],
  ["a long IPv6", { ...from("2001:db8::1fe", 50_005), localAddress: "2001:db8:0:0::1ff" }, 1005],
  ["not in the tables", from("10.0.0.1", 50_000), undefined],
])("the owner of a connection: %s", (_, connection, uid) => {
  expect(ownerOf(ROWS, connection)?.uid).toBe(uid);
});

test("where the system does not say, the peer is unknown; where it does, a stranger is another", async () => {
  const connection = from("127.0.0.1", 50_000);
  const nobody = async () => [];
  expect(await peerOf(connection, nobody, async () => undefined)).toBe("unknown");
  expect(await peerOf(connection, nobody, async () => "")).toBe("other");
});

describe.runIf(process.platform === "linux")("on this system", () => {
  test("a process of the same user may assign without the token", async () => {
    expect(await assignOver("127.0.0.1", (url) => fetch(url).then((answer) => answer.status))).toBe(200);
  });

  test.runIf(process.getuid?.() === 0)("a process of another user may not", async () => {
    expect(await assignOver("127.0.0.1", (url) => asNobody(url))).toBe(403);
  });
});

describe.runIf(process.platform === "linux")("an agent in a watched pane", () => {
  /** A program of the same user that asks for a check, and the status it got; `agents` are told its pid. */
  async function asked(isWatched: boolean): Promise<number> {
    const watched: number[] = [];
    const peer = (connection: Parameters<typeof peerOf>[0]) => peerOf(connection, async () => watched);
    const door = await listenTcp({ host: "127.0.0.1", port: 0, app: testApp({ door: "tcp", peer }).app });
    if (door.kind !== "listening") throw new Error(door.kind);
    const ask = `fetch("http://127.0.0.1:${door.port}/api/monitor/check-and-assign", { method: "POST" })`;
    const child = spawn(process.execPath, ["-e", `${ask}.then((answer) => process.exit(answer.status - 200))`]);
    if (isWatched) watched.push(child.pid ?? 0);
    const [code] = await once(child, "exit");
    await door.close();
    return Number(code) + 200;
  }

  test("may not give a task without the token", async () => {
    expect(await asked(true)).toBe(403);
  });
  test("is told from a person's program", async () => {
    expect(await asked(false)).toBe(200);
  });
});

/** Opens a real door, lets `ask` fetch check-and-assign through it, and answers the status it got. */
async function assignOver(host: string, ask: (url: string) => Promise<number>): Promise<number> {
  const door = await listenTcp({ host, port: 0, app: testApp({ door: "tcp" }).app });
  if (door.kind !== "listening") throw new Error(door.kind);
  try {
    return await ask(`http://${host}:${door.port}/api/monitor/check-and-assign`);
  } finally {
    await door.close();
  }
}

/** The same request from a process of the user `nobody`, by the shell's own TCP: no file of ours need be readable. */
async function asNobody(url: string): Promise<number> {
  const { hostname, port, pathname, host } = new URL(url);
  const script = `exec 3<>/dev/tcp/${hostname}/${port}
printf 'GET ${pathname} HTTP/1.1\\r\\nHost: ${host}\\r\\nConnection: close\\r\\n\\r\\n' >&3
cat <&3`;
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { uid: 65_534, gid: 65_534, cwd: "/" });
  return Number(stdout.split(" ")[1]);
}
