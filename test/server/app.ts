import type { AppOptions } from "../../server/app.ts";
import { makeApp } from "../../server/app.ts";
import { fakeService, NOON } from "./fake-service.ts";

export const TOKEN = "s3cret-token";
export const BEARER = { authorization: `Bearer ${TOKEN}` };

/** An app over a fake service of its own. */
export function testApp(options: Partial<AppOptions> = {}) {
  const service = fakeService();
  const machine = { id: "session", states: {} };
  const app = makeApp({
    service,
    door: "socket",
    token: TOKEN,
    allowedHosts: [],
    now: () => NOON,
    machine,
    ...options,
  });
  return { app, service };
}

/** A request with a JSON body. */
export const post = (body?: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
