import type { IncomingMessage, ServerResponse } from "node:http";
import type { Service } from "../daemon/service.ts";
import type { Peer } from "./peer.ts";
import type { Rate } from "./rate.ts";

/** What stands behind the routes, and through which door they are reached. */
export interface AppOptions {
  readonly service: Service;
  /**
   * `socket`: the owner's own (the file's mode guards it, and in-process calls). `tcp`: anyone on this machine.
   * `network`: anyone at all; nothing is answered without the token.
   */
  readonly door: "socket" | "tcp" | "network";
  /** Without one, nothing that wants a token is answered on tcp. */
  readonly token?: string;
  /** Names beside loopback that a Host header may carry, without a port. */
  readonly allowedHosts: readonly string[];
  /** Milliseconds since the epoch. */
  now(): number;
  /** The session chart as data, for `GET /api/machine`. */
  readonly machine?: unknown;
  /** Whose process is at the other end of a connection. Absent: what the system says (peer.ts). */
  readonly peer?: (connection: Connection) => Peer | Promise<Peer>;
  /** How often one address may ask, with the token and without. */
  readonly rates?: Rates;
  /** Event streams that may be open at once. Default 64. */
  readonly mostStreams?: number;
  /** Told of a throw inside a route, which is a bug of ours; the client gets a bare 500. */
  readonly onBug?: (error: unknown) => void;
  /** Milliseconds of silence after which an event stream says that it is alive. Default 15,000. */
  readonly pingEvery?: number;
}

export interface Rates {
  readonly signedIn: Rate;
  /** Failed tries of the token count here. */
  readonly open: Rate;
}

/** Both ends of a TCP connection as the server sees them. */
export interface Connection {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
}

/** What the Node listener hands to a request; both are absent when a request is made in process. */
export interface ServerEnv {
  Bindings: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse };
}
