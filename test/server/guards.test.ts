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

test("reading is not refused to a page: it cannot see the answer", async () => {
  expect(await ask({}, "/api/monitor/status", { headers: { "sec-fetch-site": "cross-site" } })).toBe(200);
});

test.each([
  ["same user", {}, 200],
  ["unknown", {}, 200],
  ["other", {}, 403],
  ["other", BEARER, 200],
] as const)("what changes things, from a process of %s with %j, is answered %i", async (peer, headers, status) => {
  const options = { peer: () => peer };
  const assign = post({ task: "x" }, headers);
  expect(await ask(options, "/api/monitor/assign-task", assign, CONNECTION)).toBe(status);
  expect(await ask(options, "/api/monitor/check-and-assign", { headers }, CONNECTION)).toBe(status);
  expect(await ask(options, "/api/monitor/status", { headers }, CONNECTION)).toBe(200);
});

test("an answer is what it says it is, and is kept by nobody; a refusal too", async () => {
  const { app } = testApp({ door: "tcp" });
  for (const path of ["/api/monitor/status", "/api/sessions"]) {
    const { headers } = await app.request(path);
    expect([headers.get("x-content-type-options"), headers.get("cache-control")]).toEqual(["nosniff", "no-store"]);
  }
});
