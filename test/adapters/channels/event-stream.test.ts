// The event stream of a server in a process of its own, as opencode's is.
import { spawn } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventReader, opencodeStreams } from "../../../adapters/channels/event-stream.ts";
import { listeningOf, parseLsof, parseTcp } from "../../../adapters/channels/listening.ts";
import { systemClock } from "../../../adapters/clock.ts";
import { systemProcesses } from "../../../adapters/processes/processes.ts";
import type { ChannelReport } from "../../../daemon/ports.ts";
import { paneId } from "../../../machines/ids.ts";
import { waitFor } from "../../support/wait.ts";

/** Takes the first connection and never answers; then is what opencode is. Ends the stream on a signal. */
const SERVER = `
let asked = 0;
const open = new Set();
const server = require("http").createServer((request, response) => {
  if (request.url !== "/event") return response.end(request.url === "/session/status" ? '{"ses_1":{"type":"busy"}}' : "[]");
  if (asked++ === 0 && process.argv[1] === "slow") return;
  open.add(response);
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write('data: {"type":"server.connected","properties":{}}\\n\\n');
});
server.listen(0, process.argv[2] ?? "127.0.0.1");
process.on("SIGUSR2", () => open.forEach((response) => response.end()));
`;

async function follow(...args: readonly string[]) {
  const child = spawn(process.execPath, ["-e", SERVER, ...args], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const pid = child.pid ?? 0;
  const processes = systemProcesses();
  const owner = await waitFor("the server", () => processes.identify(pid));
  const reports: ChannelReport[] = [];
  const following = opencodeStreams({ processes, clock: systemClock() }).follow(
    { process: owner, pane: paneId("%1"), panePid: pid },
    (report) => void reports.push(report),
  );
  onTestFinished(() => following.stop());
  const count = (part: string) => reports.filter((report) => JSON.stringify(report).includes(part)).length;
  return { child, pid, count };
}

describe("an event stream", () => {
  it("is found by the port its process listens on; what was missed is asked for", async () => {
    const { count } = await follow();
    await waitFor("the snapshot", () => count('"drover.snapshot"') === 1);
    expect([count('"server.connected"'), count('"ses_1":{"type":"busy"}')]).toEqual([1, 1]);
  });

  it("that breaks off is silence, and is connected to again", async () => {
    const { child, count } = await follow();
    await waitFor("the snapshot", () => count('"drover.snapshot"') === 1);
    child.kill("SIGUSR2");
    await waitFor("the silence", () => count('"silent"') === 1);
    await waitFor("a second connection", () => count('"drover.snapshot"') === 2);
  });

  it("of a server that is still starting is tried again", { timeout: 30_000 }, async () => {
    const { count } = await follow("slow");
    await waitFor("the snapshot", () => count('"drover.snapshot"') === 1, 20_000);
  });
});

it("ports are those of the process alone", async () => {
  const { pid, count } = await follow();
  await waitFor("the snapshot", () => count('"drover.snapshot"') === 1);
  expect(await listeningOf([pid])).toEqual([{ host: "127.0.0.1", port: expect.any(Number) }]);
  expect(await listeningOf([process.pid])).toEqual([]);
  expect(await listeningOf([])).toEqual([]);
});

it("tables of the kernel: listening, of these sockets, and to be reached by loopback", () => {
  const line = (local: string, state: string, inode: string) =>
    `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0 100 0`;
  const tables = [
    line("0100007F:1000", "0A", "1"),
    line("00000000:1001", "0A", "1"),
    line("0501A8C0:1002", "0A", "1"),
    line("0100007F:1003", "01", "1"),
    line("0100007F:1004", "0A", "2"),
    line("00000000000000000000000001000000:1005", "0A", "1"),
    line("00000000000000000000000000000000:1006", "0A", "1"),
    line("000080FE000000000000000001000000:1007", "0A", "1"),
  ].join("\n");
  expect(parseTcp(tables, new Set(["1"])).map(({ host, port }) => `${host} ${port.toString(16)}`)).toEqual([
    "127.0.0.1 1000",
    "127.0.0.1 1001",
    "::1 1005",
    "127.0.0.1 1006",
  ]);
});

it("lines of lsof, as macOS prints them", () => {
  expect(parseLsof("p42\nf20\nn127.0.0.1:4096\nf21\nn*:5000\nf22\nn[::1]:6000\nf23\nn192.168.1.5:7000\n")).toEqual([
    { host: "127.0.0.1", port: 4096 },
    { host: "127.0.0.1", port: 5000 },
    { host: "::1", port: 6000 },
  ]);
});

it("events in any pieces are the same events; what is none is passed over", () => {
  const text = ': hi\n\ndata: {"a":1}\n\nevent: x\r\ndata: {"b":\r\ndata: 2}\r\n\r\ndata: no json\n\ndata: {"c":3}\n\n';
  for (const size of [1, 2, 3, 7, 1_000]) {
    const events: unknown[] = [];
    const read = eventReader((event) => void events.push(event));
    for (let from = 0; from < text.length; from += size) read(text.slice(from, from + size));
    expect(events).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  }
});
