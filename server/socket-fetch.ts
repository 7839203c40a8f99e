import type { IncomingMessage } from "node:http";
import { request } from "node:http";
import { Readable } from "node:stream";

/** A `fetch` that speaks HTTP over a unix socket. Bodies are text; answers stream; one connection a request. Rejects if nobody listens. */
export const socketFetch =
  (socketPath: string) =>
  (url: string | URL | Request, init: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { pathname, search } = new URL(url instanceof Request ? url.url : url);
      const sent = request({
        socketPath,
        agent: false,
        path: pathname + search,
        method: init.method ?? "GET",
        headers: { ...Object.fromEntries(new Headers(init.headers)), host: "localhost" },
        ...(init.signal ? { signal: init.signal } : {}),
      });
      sent.on("error", reject);
      sent.on("response", (incoming) => resolve(toResponse(incoming)));
      sent.end(typeof init.body === "string" ? init.body : undefined);
    });

const BODILESS = new Set([204, 205, 304]);

function toResponse(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 500;
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  if (!BODILESS.has(status)) return new Response(toWeb(incoming), { status, headers });
  incoming.resume();
  return new Response(null, { status, headers });
}

/** Node's own `toWeb` answers a stream of its own type, which TypeScript does not take for the global one. */
const toWeb = (incoming: IncomingMessage): ReadableStream<Uint8Array> => ReadableStream.from(Readable.from(incoming));
