import { isIP } from "node:net";

/** Whether nobody but this machine can reach what listens there. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (host.startsWith("127.") && isIP(host) === 4);

/** A host as it stands in an address: IPv6 in brackets; where any will do, the loopback. */
export function inAddress(host: string): string {
  if (host === "0.0.0.0" || host === "") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIP(host) === 6 ? `[${host}]` : host;
}
