// The hook's script as agents run it, with each program that can send, against a real socket.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import { createServer as createRawServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { fastestSender } from "../../../adapters/agent-hooks/fastest.ts";
import { hookCommand } from "../../../adapters/agent-hooks/install.ts";
import { hookPlaces } from "../../../adapters/agent-hooks/places.ts";
import { hookScript } from "../../../adapters/agent-hooks/script.ts";
import type { Sender } from "../../../adapters/agent-hooks/script.ts";
import { hookSpool, parseCall } from "../../../adapters/hook-spool.ts";
import type { HookCall } from "../../../daemon/ports.ts";

const PATHS: readonly Sender[] = [
  { kind: "perl", path: "/usr/bin/perl" },
  { kind: "curl", path: "/usr/bin/curl" },
  { kind: "python3", path: "/usr/bin/python3" },
];
const here = PATHS.filter(({ path }) => statSync(path, { throwIfNoEntry: false }) !== undefined);

/** A data directory whose name needs quoting, with the script in it. */
function place(sender: Sender | undefined) {
  const data = mkdtempSync(join(tmpdir(), "drover's "));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const places = hookPlaces(data);
  mkdirSync(places.folder);
  writeFileSync(places.script, hookScript(data, places, sender), { mode: 0o700 });
  const spooled = () => readdirSync(places.spool);
  const run = (args: readonly string[], input: string, env: Readonly<Record<string, string>> = {}) =>
    ran(places.script, args, input, { PATH: process.env["PATH"] ?? "", ...env });
  return { data, places, run, spooled, socket: join(data, "drover.sock") };
}

function ran(file: string, args: readonly string[], input: string, env: Readonly<Record<string, string>>) {
  const child = spawn(file, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (said += bytes.toString()));
  const broken: unknown[] = [];
  child.stdin.on("error", (error) => void broken.push(error));
  child.stdin.end(input);
  return new Promise<{ code: number | null; said: string; broken: readonly unknown[] }>((resolve) => {
    child.once("close", (code) => resolve({ code, said, broken }));
  });
}
const QUIET = { code: 0, said: "", broken: [] };

interface Got {
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

function listen(path: string): Promise<readonly Got[]> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      got.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.end("{}");
    });
  });
  onTestFinished(() => void server.close());
  return new Promise((resolve) => server.listen(path, () => resolve(got)));
}

const PAYLOAD = JSON.stringify({
  hook_event_name: "UserPromptSubmit",
  prompt: 'it\'s "é" 🌒 $HOME `x`\n[drover task-1]',
});
const INSIDE = { TMUX: "/tmp/tmux-0/default,123,0", TMUX_PANE: "%5" };

describe.each([...here.map((sender) => [sender.kind, sender] as const), ["whatever is found", undefined] as const])(
  "sent with %s",
  (_name, sender) => {
    it("the payload arrives as it was, with where it came from beside it", async () => {
      const { run, socket } = place(sender);
      const got = await listen(socket);
      expect(await run(["claude", "Stop"], PAYLOAD, INSIDE)).toEqual(QUIET);
      expect(got).toMatchObject([
        {
          url: "/api/hooks/claude",
          body: PAYLOAD,
          headers: {
            "content-type": "application/json",
            "x-drover-event": "Stop",
            "x-drover-tmux": INSIDE.TMUX,
            "x-drover-pane": "%5",
          },
        },
      ]);
      const [first] = String(got[0]?.headers["x-drover-parents"]).split(" ");
      expect(Number(first)).toBe(process.pid);
      expect(Math.abs(Number(got[0]?.headers["x-drover-at"]) - Date.now())).toBeLessThan(60_000);
    });

    it("a prompt that finds nobody waits in the spool, for its owner's eyes", async () => {
      const { run, places } = place(sender);
      expect(await run(["claude", "UserPromptSubmit"], PAYLOAD, INSIDE)).toEqual(QUIET);
      const calls: HookCall[] = [];
      expect(statSync(places.spool).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(places.spool)) expect(statSync(join(places.spool, name)).mode & 0o777).toBe(0o600);
      await hookSpool(places.spool).take(async (call) => void calls.push(call));
      expect(calls).toMatchObject([
        { agent: "claude", name: "UserPromptSubmit", body: PAYLOAD, tmux: INSIDE.TMUX, pane: "%5" },
      ]);
      expect(calls[0]?.parents[0]).toBe(process.pid);
      expect(readdirSync(places.spool)).toEqual([]);
    });

    it("a socket that a killed daemon left behind is nobody, too", async () => {
      const { run, socket, spooled } = place(sender);
      await leaveSocket(socket);
      expect(await run(["claude", "Stop"], PAYLOAD)).toEqual(QUIET);
      expect(spooled()).toHaveLength(1);
    });

    it("a daemon that takes the call and never answers is not waited for; the call is kept", async () => {
      const { run, socket, spooled } = place(sender);
      const server = createRawServer(() => {});
      await new Promise<void>((resolve) => server.listen(socket, resolve));
      onTestFinished(() => void server.close());
      expect(await run(["claude", "Stop"], PAYLOAD)).toEqual(QUIET);
      expect(spooled()).toHaveLength(1);
    });

    it("a full spool takes no more", async () => {
      const { run, places, spooled } = place(sender);
      mkdirSync(places.spool);
      for (let n = 0; n < 200; n += 1) writeFileSync(join(places.spool, `${n}.call`), "");
      expect(await run(["claude", "Stop"], PAYLOAD)).toEqual(QUIET);
      expect(spooled()).toHaveLength(200);
    });

    it("the whole of a payload is taken from the agent, and a long one sent without its middle", async () => {
      const { run, socket } = place(sender);
      const got = await listen(socket);
      const long = JSON.stringify({ hook_event_name: "Stop", text: "x".repeat(400_000), end: "[drover task-1]" });
      expect(await run(["claude", "Stop"], long)).toEqual(QUIET);
      expect(got[0]?.body.slice(0, 40)).toBe(long.slice(0, 40));
      expect(got[0]?.body.length).toBe(131_072);
      if (sender?.kind !== "curl") expect(got[0]?.body.slice(-40)).toBe(long.slice(-40));
    });

    it("a payload may be an argument, as Codex's notify has it", async () => {
      const { run, socket } = place(sender);
      const got = await listen(socket);
      expect(await run(["codex", "notify", PAYLOAD], "")).toEqual(QUIET);
      expect(got[0]?.body).toBe(PAYLOAD);
    });

    it("what stands in the environment cannot forge a header", async () => {
      const { run, socket } = place(sender);
      const got = await listen(socket);
      await run(["claude", "Stop"], PAYLOAD, { TMUX: "a\r\nx-drover-pane: %9", TMUX_PANE: "%1\r\nx: y" });
      expect([
        got[0]?.headers["x-drover-tmux"] ?? "",
        got[0]?.headers["x-drover-pane"] ?? "",
        got[0]?.headers["x"],
      ]).toEqual(["", "", undefined]);
    });

    it("without a daemon, what proves nothing is dropped at once", async () => {
      const { run, places } = place(sender);
      expect(await run(["claude", "Notification"], "x".repeat(300_000))).toEqual(QUIET);
      expect(readdirSync(places.folder)).toEqual(["drover-hook"]);
    });

    it("a socket elsewhere is found by the pid file", async () => {
      const { run, data } = place(sender);
      const elsewhere = mkdtempSync(join(tmpdir(), "drover-else-"));
      onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
      const socket = join(elsewhere, "drover.sock");
      const got = await listen(socket);
      writeFileSync(join(data, "drover.pid"), `${JSON.stringify({ pid: 1, start: "1", socket, port: 1 })}\n`);
      await run(["claude", "Stop"], PAYLOAD);
      expect(got).toHaveLength(1);
    });
  },
);

it("with no program at all it says nothing and succeeds", async () => {
  const { places } = place(undefined);
  const bare = await ran(places.script, ["claude", "Stop"], "x".repeat(200_000), { PATH: "/nowhere" });
  expect([bare.code, bare.said]).toEqual([0, ""]);
});

it("the command in the settings survives a data directory that was removed by hand", async () => {
  const { data } = place(undefined);
  rmSync(data, { recursive: true });
  const command = hookCommand(hookPlaces(data), "claude", "Stop");
  const { code, said } = await ran("/bin/sh", ["-c", command], PAYLOAD, { PATH: process.env["PATH"] ?? "" });
  expect([code, said]).toEqual([0, ""]);
});

it("the installation picks a program that is there, by an absolute path", async () => {
  const sender = await fastestSender(process.env["PATH"] ?? "");
  expect(sender?.path.startsWith("/")).toBe(true);
  expect(await fastestSender("relative:")).toEqual(expect.anything());
});

it("what is no call is none", () => {
  for (const text of ["", "GET / HTTP/1.1\r\n\r\n", "POST /api/hooks/../x HTTP/1.1\r\n\r\n"]) {
    expect(parseCall(text, 0)).toBeUndefined();
  }
});

/** A socket file nobody answers on. */
async function leaveSocket(path: string): Promise<void> {
  const node = `require("net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
  await ran(process.execPath, ["-e", node], "", {});
}
