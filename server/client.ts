import { hc } from "hono/client";
import type { AppType } from "./app.ts";
import { socketFetch } from "./socket-fetch.ts";

export type { Problem } from "./problem.ts";

/** The typed client of an app in the same process: no socket, no daemon. */
export const clientFor = (app: AppType) =>
  hc<AppType>(BASE, { fetch: async (url: string | URL | Request, init?: RequestInit) => app.request(url, init) });

/** The typed client of a daemon, by its unix socket. Calls reject if nobody listens there. */
export const socketClient = (path: string) => hc<AppType>(BASE, { fetch: socketFetch(path) });

export type Client = ReturnType<typeof socketClient>;

/** A path parameter: the client puts it into the address as it is. */
export const param = (text: string): string => encodeURIComponent(text);

const BASE = "http://localhost";
