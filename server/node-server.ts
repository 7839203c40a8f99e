import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { getRequestListener } from "@hono/node-server";
import type { AppType } from "./app.ts";
import type { Problem } from "./problem.ts";

/** How long requests under way may take to finish once the server closes. */
const GRACE_MS = 900;
/** Against clients that connect and say nothing, or say it very slowly. */
const MOST_CONNECTIONS = 512;
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;

/** A Node server around an app, not yet listening. `close` ends streams and resolves within about a second. */
export function serverFor(app: AppType): { readonly server: Server; readonly close: () => Promise<void> } {
  const streams = new Set<ServerResponse>();
  const fetch = async (request: Request, env: HttpBindings) => {
    const response = await app.fetch(request, env);
    if (isStream(response)) track(streams, env.outgoing as ServerResponse);
    return response;
  };
  const listener = getRequestListener((request, env) => fetch(request, env as HttpBindings), {
    errorHandler: unreadable,
  });
  const server = createServer((incoming, outgoing) => {
    outgoing.once("close", () => setImmediate(() => server.listening || server.closeIdleConnections()));
    void listener(incoming, outgoing);
  });
  Object.assign(server, {
    maxConnections: MOST_CONNECTIONS,
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
  });
  return { server, close: () => closeAll(server, streams) };
}

const isStream = (response: Response): boolean =>
  response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;

function track(streams: Set<ServerResponse>, outgoing: ServerResponse): void {
  streams.add(outgoing);
  outgoing.once("close", () => streams.delete(outgoing));
}

function closeAll(server: Server, streams: ReadonlySet<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    for (const outgoing of streams) outgoing.end();
  });
}

/** The request's address or headers were so broken that no route saw it. */
function unreadable(): Response {
  const body: Problem = {
    type: "about:blank",
    title: "Bad Request",
    status: 400,
    detail: "the request cannot be read: its address or Host header is malformed",
  };
  return new Response(JSON.stringify(body), { status: 400, headers: { "content-type": "application/problem+json" } });
}
