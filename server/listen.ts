// The two doors as sockets.
// L1. What may go wrong at a start (port taken, another daemon on the socket) is a value.
// L2. The unix socket is born with mode 0600; no moment passes in which another user could connect.
// L3. A socket file is removed only if it is a socket and nobody answers on it.
// L4. `close` takes a second at most: streams are ended, requests under way may finish, then all is cut.
import { lstat, unlink } from "node:fs/promises";
import type { Server } from "node:http";
import { connect } from "node:net";
import type { AppType } from "./app.ts";
import { serverFor } from "./node-server.ts";

type Close = () => Promise<void>;
type Refused = { readonly kind: "refused"; readonly why: string };

export type TcpDoor =
  | { readonly kind: "listening"; readonly port: number; readonly close: Close }
  | { readonly kind: "port taken"; readonly port: number }
  | Refused;

export type SocketDoor =
  | { readonly kind: "listening"; readonly path: string; readonly close: Close }
  | { readonly kind: "in use"; readonly path: string }
  | Refused;

/** Opens the TCP door. Port 0: any that is free; the answer says which. */
export async function listenTcp(at: { host: string; port: number; app: AppType }): Promise<TcpDoor> {
  const { server, close } = serverFor(at.app);
  const error = await bound(server, () => server.listen({ host: at.host, port: at.port }));
  if (error?.code === "EADDRINUSE") return { kind: "port taken", port: at.port };
  if (error !== undefined) return { kind: "refused", why: error.message };
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : at.port;
  return { kind: "listening", port, close };
}

/** Opens the unix socket. A path of more than about 100 bytes is refused by the system. */
export async function listenSocket(path: string, app: AppType): Promise<SocketDoor> {
  const { server, close } = serverFor(app);
  const bind = () => bound(server, () => ownerOnly(() => server.listen({ path })));
  let error = await bind();
  if (error?.code === "EADDRINUSE") {
    const found = await whatIsAt(path);
    if (found === "alive") return { kind: "in use", path };
    if (found === "not a socket") return { kind: "refused", why: `${path} is there and is not a socket` };
    await unlink(path).catch(() => {});
    error = await bind();
  }
  if (error !== undefined) return { kind: "refused", why: error.message };
  return { kind: "listening", path, close };
}

/** Undefined once it listens, else why it does not. */
function bound(server: Server, listen: () => void): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const settle = (error?: NodeJS.ErrnoException) => {
      server.off("error", settle).off("listening", settle);
      resolve(error);
    };
    server.once("error", settle).once("listening", settle);
    listen();
  });
}

/** Keeps L2: binding happens inside the call, so nothing else of the process sees this umask. */
function ownerOnly(bind: () => void): void {
  const before = process.umask(0o177);
  try {
    bind();
  } finally {
    process.umask(before);
  }
}

/** Keeps L3: connecting to a plain file is refused in the same words as connecting to a dead socket. */
async function whatIsAt(path: string): Promise<"alive" | "dead" | "not a socket"> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat !== undefined && !stat.isSocket()) return "not a socket";
  return (await isListening(path)) ? "alive" : "dead";
}

/** Whether somebody listens on the unix socket at this path. */
export const isListening = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ path });
    socket.once("connect", () => resolve(socket.destroy() && true));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(!GONE.has(error.code ?? "")));
  });
const GONE = new Set(["ECONNREFUSED", "ENOENT"]);
