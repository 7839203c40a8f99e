import { afterEach, describe, expect, test } from "vitest";
import { lstat, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { createServer, connect } from "node:net";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hc } from "hono/client";
import type { AppType } from "../../server/app.ts";
import { BODY_LIMIT } from "../../server/guards.ts";
import type { Client } from "../../server/client.ts";
import { clientFor, socketClient } from "../../server/client.ts";
import { isListening, listenSocket, listenTcp } from "../../server/listen.ts";
import { readEvents } from "../../server/read-events.ts";
import { waitFor } from "../support/wait.ts";
import { BEARER, testApp } from "./app.ts";
import type { FakeService } from "./fake-service.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "drover-door-"));
  ends.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

interface Door {
  readonly client: Client;
  readonly service: FakeService;
  close(): Promise<void>;
}

async function inProcess(): Promise<Door> {
  const { app, service } = testApp();
  return { client: clientFor(app), service, close: async () => {} };
}

async function overUnix(): Promise<Door & { path: string }> {
  const { app, service } = testApp();
  const path = join(await folder(), "drover.sock");
  const door = await listenSocket(path, app);
  if (door.kind !== "listening") throw new Error(door.kind);
  ends.push(door.close);
  return { client: socketClient(path), service, path, close: door.close };
}

async function overTcp(pingEvery = 15_000): Promise<Door & { port: number }> {
  const { app, service } = testApp({ door: "tcp", pingEvery });
  const door = await listenTcp({ host: "127.0.0.1", port: 0, app });
  if (door.kind !== "listening") throw new Error(door.kind);
  ends.push(door.close);
  const client = hc<AppType>(`http://127.0.0.1:${door.port}`, { headers: BEARER });
  return { client, service, port: door.port, close: door.close };
}

describe.each([
  ["in process", inProcess],
  ["over the unix socket", overUnix],
  ["over TCP", overTcp],
])("%s", (_, open) => {
  test("a client reads, writes and is refused", async () => {
    const { client } = await open();
    const content = 'say "ü ✓ 🐑"; $HOME `x` #{y}\nand more';
    const added = await client.api.tasks.$post({ json: { content } });
    expect(await added.json()).toMatchObject({ task: { id: "task-3", content } });
    const listed = await client.api.tasks.$get({ query: { status: "pending" } });
    expect(await listed.json()).toMatchObject({ count: 2 });
    const missing = await client.api.sessions[":name"].$get({ param: { name: "nobody" } });
    expect([missing.ok, await missing.json()]).toMatchObject([
      false,
      { status: 404, known: ["foundation", "architect"] },
    ]);
  });

  test.each([BODY_LIMIT, 20_000_000])("a body over the limit is 413: %i bytes", async (size) => {
    const { client } = await open();
    const answer = await client.api.tasks.$post({ json: { content: "x".repeat(size) } });
    expect([answer.status, await answer.json()]).toMatchObject([413, { title: "Content Too Large" }]);
  });

  test("events go on behind the number that the client has: the missed ones, then live, none twice", async () => {
    const { client, service } = await open();
    for (let i = 0; i < 250; i++) service.record("tick");
    const answer = await client.api.events.$get({ query: {}, header: { "last-event-id": "20" } });
    const seen: number[] = [];
    for await (const entry of readEvents(answer)) {
      seen.push(entry.seq);
      if (entry.seq < 300) service.record("tick");
      if (seen.length === 300) break;
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, i) => i + 21));
    await waitFor("the subscription to end", () => service.subscribers() === 0);
  });
});

test("a server that closes ends its streams, at once", async () => {
  for (const { client, service, close } of [await overUnix(), await overTcp()]) {
    const answer = await client.api.events.$get({ query: {}, header: {} });
    const entries = readEvents(answer);
    service.record("tick");
    expect((await entries.next()).value).toMatchObject({ seq: 1 });
    const before = performance.now();
    await close();
    expect(performance.now() - before).toBeLessThan(500);
    expect(await entries.next()).toEqual({ done: true, value: undefined });
    await waitFor("the subscription to end", () => service.subscribers() === 0);
  }
});

test("a server that closes waits a second at most for a request under way", async () => {
  const { client, service, close } = await overUnix();
  let asked = false;
  service.tasks = () => {
    asked = true;
    return new Promise(() => {});
  };
  const answer = client.api.tasks.$get({ query: {} }).then(
    () => "answered",
    () => "cut off",
  );
  await waitFor("the request to arrive", () => asked);
  const before = performance.now();
  await close();
  expect(performance.now() - before).toBeLessThan(1_500);
  expect(await answer).toBe("cut off");
});

test("a client that does not read is cut off", async () => {
  const { service, port } = await overTcp(50);
  const socket = connect(port, "127.0.0.1");
  ends.push(() => socket.destroy());
  const { authorization } = BEARER;
  socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n\r\n`);
  await waitFor("the stream to begin", () => service.subscribers() === 1);
  socket.pause();
  const long = "x".repeat(20_000);
  await waitFor("the stream to be cut off", () => {
    for (let i = 0; i < 100; i++) service.record(long);
    return service.subscribers() === 0;
  });
});

test("the unix socket is the owner's alone, and gone after the close", async () => {
  const { path, close } = await overUnix();
  expect(((await lstat(path)).mode & 0o777).toString(8)).toBe("600");
  expect(await isListening(path)).toBe(true);
  await close();
  await expect(lstat(path)).rejects.toThrow("ENOENT");
  expect(await isListening(path)).toBe(false);
});

test("a second daemon on the same socket is told so, and harms nothing", async () => {
  const { path, client } = await overUnix();
  expect(await listenSocket(path, testApp().app)).toEqual({ kind: "in use", path });
  expect((await client.healthz.$get()).status).toBe(200);
});

test("the socket of a killed daemon is taken over", async () => {
  const path = join(await folder(), "drover.sock");
  const script = `require("net").createServer().listen(${JSON.stringify(path)})`;
  const dead = spawn(process.execPath, ["-e", script], { stdio: "ignore" });
  await waitFor("the daemon to listen", () => isListening(path));
  const gone = new Promise((resolve) => dead.once("exit", resolve));
  dead.kill("SIGKILL");
  await gone;
  expect((await lstat(path)).isSocket()).toBe(true);
  const door = await listenSocket(path, testApp().app);
  if (door.kind !== "listening") throw new Error(door.kind);
  ends.push(door.close);
  expect((await socketClient(path).healthz.$get()).status).toBe(200);
});

test("a file that is not a socket is left alone", async () => {
  const path = join(await folder(), "drover.sock");
  await writeFile(path, "mine");
  expect(await listenSocket(path, testApp().app)).toEqual({
    kind: "refused",
    why: `${path} is there and is not a socket`,
  });
  expect((await lstat(path)).size).toBe(4);
});

test("a path too long for a socket, or in no folder, is refused with the reason", async () => {
  const path = join(await folder(), "x".repeat(120));
  expect(await listenSocket(path, testApp().app)).toMatchObject({ kind: "refused", why: expect.any(String) });
  expect(await listenSocket("/nowhere/at/all.sock", testApp().app)).toMatchObject({ kind: "refused" });
});

test("a port that is taken is a value", async () => {
  const { port } = await overTcp();
  const again = await listenTcp({ host: "127.0.0.1", port, app: testApp().app });
  expect(again).toEqual({ kind: "port taken", port });
});

test("nobody there: the client's call rejects with the system's word", async () => {
  const path = join(await folder(), "drover.sock");
  await expect(socketClient(path).healthz.$get()).rejects.toMatchObject({ code: "ENOENT" });
  const closed = createServer().listen(path);
  await waitFor("it to listen", () => closed.listening);
  await new Promise((resolve) => closed.close(resolve));
  await expect(socketClient(path).healthz.$get()).rejects.toMatchObject({ code: "ENOENT" });
});

test("chunks of JSON are a body like any other", async () => {
  const { port, service } = await overTcp();
  const body = new ReadableStream({
    start(controller) {
      for (const part of ['{"content":', '"sweep"}']) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  const headers = { ...BEARER, "content-type": "application/json" };
  const answer = await fetch(`http://127.0.0.1:${port}/api/tasks`, { method: "POST", headers, body, duplex: "half" });
  expect(answer.status).toBe(201);
  expect(await service.task("task-3")).toMatchObject({ content: "sweep" });
});

test("who sends far too much over a connection that it keeps still gets the answer", async () => {
  const { path: socketPath } = await overUnix();
  const agent = new Agent({ keepAlive: true });
  ends.push(() => agent.destroy());
  const send = (size: number) =>
    new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": size };
      const sent = request({ socketPath, path: "/api/tasks", method: "POST", headers, agent });
      sent.once("error", reject).once("response", (answer) => {
        answer.resume().once("end", () => resolve(answer.statusCode));
      });
      sent.end("x".repeat(size));
    });
  expect([await send(300_000), await send(1_000_000), await send(20_000_000)]).toEqual([413, 413, 413]);
});

test.each([
  ["a rebound name", "GET /healthz HTTP/1.1\r\nHost: evil.example", "421"],
  ["an absolute address of another host", "GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example", "421"],
  ["no Host", "GET /healthz HTTP/1.0", "400"],
  ["a malformed Host", "GET /healthz HTTP/1.1\r\nHost: a b", "400"],
  ["chunks without a type", "POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked", "415"],
])("on the wire, %s", async (_, head, status) => {
  const { port } = await overTcp();
  const socket = connect(port, "127.0.0.1");
  ends.push(() => socket.destroy());
  socket.write(`${head}\r\nAuthorization: ${BEARER.authorization}\r\nConnection: close\r\n\r\n`);
  if (head.includes("chunked")) socket.write("2\r\n{}\r\n0\r\n\r\n");
  const text = Buffer.concat(await all<Buffer>(socket)).toString();
  expect(text.split(" ")[1]).toBe(status);
  expect(text).toContain("application/problem+json");
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
