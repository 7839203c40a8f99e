import type { Service } from "../../daemon/service.ts";
import { describeSession } from "../../machines/describe.ts";
import { makeApp } from "../../server/app.ts";
import { isLoopback } from "../../server/addresses.ts";
import { listenSocket, listenTcp } from "../../server/listen.ts";
import { peerOf } from "../../server/peer.ts";
import type { Agents } from "../../server/peer.ts";

export interface DoorSettings {
  readonly socket: string;
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly token: string;
  /** All that runs in watched panes. */
  readonly agents: Agents;
  readonly onBug: (error: unknown) => void;
}

export type Doors =
  | { readonly kind: "open"; readonly port: number; readonly close: () => Promise<void> }
  | { readonly kind: "refused"; readonly why: string };

/** Opens the owner's unix socket and the TCP port; both or none. */
export async function openDoors(service: Service, settings: DoorSettings): Promise<Doors> {
  const { socket, host, port, allowedHosts, token, agents, onBug } = settings;
  const options = { service, allowedHosts, now: () => Date.now(), machine: describeSession(), onBug };
  const owners = await listenSocket(socket, makeApp({ ...options, door: "socket" }));
  if (owners.kind === "in use") return { kind: "refused", why: `another drover answers on ${socket}` };
  if (owners.kind === "refused") return owners;
  const door = isLoopback(host) ? "tcp" : "network";
  const app = makeApp({ ...options, door, token, peer: (connection) => peerOf(connection, agents) });
  const tcp = await listenTcp({ host, port, app });
  if (tcp.kind === "listening") {
    return { kind: "open", port: tcp.port, close: async () => void (await Promise.all([owners.close(), tcp.close()])) };
  }
  await owners.close();
  return tcp.kind === "refused"
    ? { kind: "refused", why: `${host}:${port} cannot be opened: ${tcp.why}` }
    : { kind: "refused", why: `port ${port} is taken; end what uses it, or choose another with --port or server.port` };
}
