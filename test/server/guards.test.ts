import { expect, test } from "vitest";
import type { AppOptions } from "../../server/app.ts";
import { BEARER, post, testApp, TOKEN } from "./app.ts";

const ask = async (options: Partial<AppOptions>, path: string, init: RequestInit = {}, env = {}) =>
  (await testApp({ door: "tcp", ...options }).app.request(path, init, env)).status;

/** A connection as the Node listener hands it over. */
const CONNECTION = {
  incoming: {
    socket: { remoteAddress: "127.0.0.1", remotePort: 50_000, localAddress: "127.0.0.1", localPort: 8081 },
  },
};

test.each([
  ["localhost", 200],
  ["LOCALHOST:8081", 200],
  ["127.0.0.1:9", 200],
  ["[::1]:8081", 200],
  ["Drover.lan:8081", 200],
  ["evil.example", 421],
  ["127.0.0.1.evil.example", 421],
  ["localhost:8081@evil.example", 421],
  ["", 421],
])("on tcp a Host of %j is answered %i", async (host, status) => {
  expect(await ask({ allowedHosts: ["drover.LAN"] }, "/healthz", { headers: { host } })).toBe(status);
});

test("the unix socket answers whatever the Host says", async () => {
  expect(await ask({ door: "socket" }, "/healthz", { headers: { host: "evil.example" } })).toBe(200);
});

test.each([
  ["GET", "/healthz", 200],
  ["GET", "/openapi.json", 200],
  ["GET", "/", 200],
  ["GET", "/api/monitor/status", 200],
  ["GET", "/api/monitor/work-log", 200],
  ["POST", "/api/monitor/check-and-assign", 200],
  ["GET", "/api/monitor/check-and-assign", 200],
  ["GET", "/api/sessions", 401],
  ["GET", "/api/sessions/foundation/screen", 401],
  ["GET", "/api/journal", 401],
  ["GET", "/api/events", 401],
  ["GET", "/api/tasks", 401],
  ["POST", "/api/tasks", 401],
  ["POST", "/api/report", 401],
  ["POST", "/api/pause", 401],
  ["GET", "/api/machine", 401],
  ["GET", "/api/nothing", 401],
  ["GET", "/api/monitor%2Fstatus", 401],
])("on tcp without the token %s %s is answered %i", async (method, path, status) => {
  expect(await ask({}, path, { method })).toBe(status);
});

test.each([
  ["bearer", BEARER, 200],
  ["cookie", { cookie: `a=b; drover_token=${TOKEN}` }, 200],
  ["a wrong bearer", { authorization: "Bearer s3cret-tokem" }, 401],
  ["a longer one", { authorization: `Bearer ${TOKEN}x` }, 401],
  ["basic", { authorization: `Basic ${TOKEN}` }, 401],
  ["an empty cookie", { cookie: "drover_token=" }, 401],
])("the token as %s", async (_, headers, status) => {
  expect(await ask({}, "/api/sessions", { headers })).toBe(status);
});

test("without a token set nobody has it, also with an empty one", async () => {
  const { service } = testApp();
  const { makeApp } = await import("../../server/app.ts");
  for (const token of [{}, { token: "" }]) {
    const app = makeApp({ service, door: "tcp", allowedHosts: [], now: () => 0, ...token });
    expect((await app.request("/api/sessions", { headers: { authorization: "Bearer " } })).status).toBe(401);
    expect((await app.request("/?token=")).status).toBe(401);
  }
});

test("the socket needs no token", async () => {
  expect(await ask({ door: "socket" }, "/api/sessions")).toBe(200);
});

test("the sign-in link sets the cookie, out of reach of scripts and other sites, and cleans the address", async () => {
  const { app } = testApp({ door: "tcp" });
  const answer = await app.request(`/?token=${TOKEN}`);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toBe(`drover_token=${TOKEN}; Path=/; HttpOnly; SameSite=Strict`);
  const headers = { cookie: cookie.split(";")[0] ?? "" };
  expect((await app.request("/api/sessions", { headers })).status).toBe(200);
  expect((await app.request("/?token=wrong")).status).toBe(401);
});

const DEEDS = [
  ["POST", "/api/monitor/check-and-assign"],
  ["GET", "/api/monitor/check-and-assign"],
  ["HEAD", "/api/monitor/check-and-assign"],
  ["POST", "/api/pause"],
] as const;
const PAGES = [
  [{}, 200],
  [{ origin: "http://localhost:8081", "sec-fetch-site": "same-origin" }, 200],
  [{ "sec-fetch-site": "none" }, 200],
  [{ origin: "http://localhost:3000", "sec-fetch-site": "same-site" }, 403],
  [{ "sec-fetch-site": "same-site" }, 403],
  [{ "sec-fetch-site": "cross-site" }, 403],
  [{ origin: "http://evil.example" }, 403],
  [{ origin: "null" }, 403],
] as const;
test.each(DEEDS.flatMap((deed) => PAGES.map((page) => [...deed, ...page] as const)))(
  "%s %s from a page %j is answered %i",
  async (method, path, page, status) => {
    const headers = { host: "localhost:8081", ...BEARER, ...page };
    expect(await ask({}, path, { method, headers })).toBe(status);
    expect(await ask({ door: "socket" }, path, { method, headers })).toBe(status);
  },
);

const OLD_BROWSER = { host: "localhost:8081", "user-agent": "Mozilla/5.0 (Macintosh) Version/15.0 Safari/605.1.15" };
test.each([
  ["GET", OLD_BROWSER, 403],
  ["HEAD", OLD_BROWSER, 403],
  ["GET", { ...OLD_BROWSER, "sec-fetch-site": "same-origin" }, 200],
  ["GET", { ...OLD_BROWSER, ...BEARER }, 200],
  ["GET", { host: "localhost:8081", "user-agent": "curl/8.5.0" }, 200],
  ["GET", { host: "localhost:8081" }, 200],
] as const)(
  "a picture that an old browser fetches gives no task: %s with %j is answered %i",
  async (method, headers, status) => {
    expect(await ask({}, "/api/monitor/check-and-assign", { method, headers })).toBe(status);
  },
);

test("reading is not refused to a page: it cannot see the answer", async () => {
  expect(await ask({}, "/api/monitor/status", { headers: { "sec-fetch-site": "cross-site" } })).toBe(200);
});

test.each([
  ["same user", {}, 200],
  ["unknown", {}, 200],
  ["other", {}, 403],
  ["other", BEARER, 200],
  ["agent", {}, 403],
  ["agent", BEARER, 200],
] as const)("what changes things, from a process of %s with %j, is answered %i", async (peer, headers, status) => {
  const options = { peer: () => peer };
  const assign = post({ task: "x" }, headers);
  expect(await ask(options, "/api/monitor/assign-task", assign, CONNECTION)).toBe(status);
  expect(await ask(options, "/api/monitor/check-and-assign", { headers }, CONNECTION)).toBe(status);
  expect(await ask(options, "/api/monitor/status", { headers }, CONNECTION)).toBe(200);
});

const LAN = {
  incoming: {
    socket: { remoteAddress: "192.168.1.9", remotePort: 50_000, localAddress: "::ffff:192.168.1.5", localPort: 8081 },
  },
};
test.each([
  ["/healthz", 401],
  ["/", 401],
  ["/openapi.json", 401],
  ["/api/monitor/status", 401],
  ["/api/monitor/work-log", 401],
  ["/api/monitor/check-and-assign", 401],
  ["/api/sessions", 401],
])("off loopback %s is answered %i without the token, and with it", async (path, status) => {
  const headers = { host: "192.168.1.5:8081" };
  const peer = () => "same user" as const;
  expect(await ask({ door: "network", peer }, path, { headers }, LAN)).toBe(status);
  expect(await ask({ door: "network", peer }, path, { headers: { ...headers, ...BEARER } }, LAN)).toBe(200);
});

test("off loopback one signs in by the link, and a wrong token is no key", async () => {
  const headers = { host: "192.168.1.5:8081" };
  expect(await ask({ door: "network" }, `/?token=${TOKEN}`, { headers }, LAN)).toBe(303);
  expect(await ask({ door: "network" }, "/?token=wrong", { headers }, LAN)).toBe(401);
});

test.each([
  ["192.168.1.5:8081", 200],
  ["192.168.1.6:8081", 421],
  ["rebound.example", 421],
  ["box.lan:8081", 200],
])("a Host of %s at 192.168.1.5 is answered %i", async (host, status) => {
  const headers = { host, ...BEARER };
  expect(await ask({ door: "network", allowedHosts: ["box.lan"] }, "/healthz", { headers }, LAN)).toBe(status);
});

test("who asks too often is told to wait, and may ask again then; the token has a measure of its own", async () => {
  let now = 0;
  const rates = { open: { burst: 3, perSecond: 1 }, signedIn: { burst: 5, perSecond: 1 } };
  const { app } = testApp({ door: "tcp", rates, now: () => now });
  const many = async (times: number, headers: Record<string, string> = {}) =>
    Promise.all(Array.from({ length: times }, async () => (await app.request("/healthz", { headers })).status));
  expect(await many(4)).toEqual([200, 200, 200, 429]);
  expect(await many(6, BEARER)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(await many(1, { authorization: "Bearer guess" })).toEqual([429]);
  const answer = await app.request("/api/sessions");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "1"]);
  now += 2_000;
  expect(await many(3)).toEqual([200, 200, 429]);
  now -= 60_000;
  expect(await many(1)).toEqual([429]);
});

test("so many event streams, and no more; one that ends makes room", async () => {
  const { app } = testApp({ mostStreams: 2 });
  const open = () => app.request("/api/events");
  const first = await open();
  const second = await open();
  expect([first.status, second.status, (await open()).status]).toEqual([200, 200, 429]);
  await first.body?.cancel();
  expect((await open()).status).toBe(200);
});

test("a line of somebody's screen is shown to the token alone", async () => {
  const status = async (headers: Record<string, string>) =>
    (await testApp({ door: "tcp" }).app.request("/api/monitor/status", { headers })).json();
  expect(await status({})).toMatchObject({ because: "codex/working-row (screen, 0 s ago)" });
  expect(await status(BEARER)).toMatchObject({ because: 'codex/working-row: "• Working (12s)" (screen, 0 s ago)' });
});

test("so is what was seen when it could not be told whether a task was typed", async () => {
  const { app, service } = testApp({ door: "tcp" });
  const line = '2026-02-14 20:00:00 - Unsure of task task-1: the composer shows "my: secret [x]" [foundation]';
  service.workLog = () => ({ entries: [line], count: 1, totalLines: 1 });
  const log = async (headers: Record<string, string>) =>
    (await app.request("/api/monitor/work-log", { headers })).json();
  const shown = "2026-02-14 20:00:00 - Unsure of task task-1 [foundation]";
  expect(await log({})).toMatchObject({ entries: [shown] });
  expect(await log(BEARER)).toMatchObject({ entries: [line] });
});

test("an answer is what it says it is, and is kept by nobody; a refusal too", async () => {
  const { app } = testApp({ door: "tcp" });
  for (const path of ["/api/monitor/status", "/api/sessions"]) {
    const { headers } = await app.request(path);
    expect([headers.get("x-content-type-options"), headers.get("cache-control")]).toEqual(["nosniff", "no-store"]);
    expect([headers.get("x-frame-options"), headers.get("referrer-policy")]).toEqual(["DENY", "no-referrer"]);
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});
