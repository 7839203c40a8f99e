// Who is let in, before any route runs.
// G1. On tcp a request is for us only if its Host is loopback, the very address that it came to, or allowed: a rebound DNS
//     name is refused (421). An address in figures cannot be rebound.
// G2. What changes things is refused to pages of another origin (403), also of another port of this machine.
// G3. On tcp whatever is not in OPEN wants the token; without a token set nobody has it. Off loopback nothing is open but
//     the sign-in itself.
// G4. What OPEN lets change things wants a peer of the same user that is no agent of ours, or the token.
// G5. Who asks too often is told to wait (429); tries of a wrong token count as asking without one.
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { hasToken } from "./has-token.ts";
import type { AppOptions, Connection, ServerEnv } from "./options.ts";
import { peerOf } from "./peer.ts";
import { problem } from "./problem.ts";
import { buckets } from "./rate.ts";

export const BODY_LIMIT = 256 * 1024;

const CHECK = "/api/monitor/check-and-assign";
const ASSIGN = "/api/monitor/assign-task";
const CHANGING = new Set([CHECK, ASSIGN]);
const OPEN = new Set(["/", "/healthz", "/openapi.json", "/api/monitor/status", "/api/monitor/work-log", CHECK, ASSIGN]);

/** A dashboard of fifty sessions asks for about ten a second; a script that has run wild, for thousands. */
const RATES = { signedIn: { burst: 400, perSecond: 200 }, open: { burst: 60, perSecond: 20 } };

type Guard = MiddlewareHandler<ServerEnv>;

/** All guards, in the order in which they are asked. */
export function guards(options: AppOptions): readonly Guard[] {
  const onTcp = [hostGuard(options), rateGuard(options), tokenGuard(options)];
  const always = [originGuard(options), jsonGuard, lengthGuard, bodyLimit({ maxSize: BODY_LIMIT, onError: tooLarge })];
  return [plainAnswers, ...(options.door === "socket" ? [] : onTcp), ...always];
}

/** Answers are read as what they say they are, kept by nobody, framed and embedded nowhere. A route may say otherwise. */
const plainAnswers: Guard = async (c, next) => {
  await next();
  for (const [name, value] of PLAIN) if (!c.res.headers.has(name)) c.header(name, value);
};
const PLAIN = [
  ["x-content-type-options", "nosniff"],
  ["cache-control", "no-store"],
  ["referrer-policy", "no-referrer"],
  ["x-frame-options", "DENY"],
  ["cross-origin-resource-policy", "same-origin"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
] as const;

function hostGuard({ allowedHosts }: AppOptions): Guard {
  const allowed = new Set(["localhost", "127.0.0.1", "[::1]", ...allowedHosts.map((name) => name.toLowerCase())]);
  return async (c, next) => {
    const name = hostOf(c).replace(/:\d+$/, "").toLowerCase();
    if (allowed.has(name) || isOwnAddress(name, c)) return next();
    return problem(c, 421, `this server does not answer for ${JSON.stringify(name)}; ask for 127.0.0.1 or localhost`);
  };
}

const hostOf = (c: Context): string => c.req.header("host") ?? new URL(c.req.url).host;

const isOwnAddress = (name: string, c: Context<ServerEnv>): boolean => {
  const address = c.env?.incoming?.socket?.localAddress?.replace(/^::ffff:/, "");
  return address !== undefined && (name === address || name === `[${address}]`);
};

function rateGuard({ rates = RATES, token, now }: AppOptions): Guard {
  const [signedIn, open] = [buckets(rates.signedIn, now), buckets(rates.open, now)];
  return async (c, next) => {
    const take = hasToken(c, token) ? signedIn : open;
    const seconds = take(c.env?.incoming?.socket?.remoteAddress ?? "");
    if (seconds === 0) return next();
    c.header("retry-after", String(seconds));
    return problem(c, 429, `too many requests; ask again in ${seconds} s`);
  };
}

function originGuard({ token }: AppOptions): Guard {
  return async (c, next) => {
    if (!changesThings(c)) return next();
    const site = c.req.header("sec-fetch-site");
    const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
    if (foreignSite || isForeign(c.req.header("origin"), hostOf(c)) || (isOldBrowser(c) && !hasToken(c, token)))
      return problem(c, 403, "a page of another origin may not change anything here");
    return next();
  };
}

/** A GET that assigns is a deed too, and so is its HEAD. */
const isRead = (c: Context): boolean => ["GET", "HEAD", "OPTIONS"].includes(c.req.method);
const changesThings = (c: Context): boolean => !isRead(c) || c.req.path === CHECK;

function isForeign(origin: string | undefined, host: string): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase();
}

/** Before 2023 some browsers said of a GET neither whence it came nor its origin: any page's picture would be a deed. */
const isOldBrowser = (c: Context): boolean =>
  isRead(c) && c.req.header("sec-fetch-site") === undefined && /^mozilla\//i.test(c.req.header("user-agent") ?? "");

/** A form of any page may send text/plain or a form type; it cannot send JSON unasked. */
const jsonGuard: Guard = async (c, next) => {
  const type = c.req.header("content-type");
  if (type === undefined || /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return next();
  if (["GET", "HEAD"].includes(c.req.method)) return next();
  return problem(c, 415, "send the body with content-type: application/json");
};

/** Refuses by the announced length without touching the body: Node then reads it to its end, and the client its answer. */
const lengthGuard: Guard = async (c, next) =>
  Number(c.req.header("content-length") ?? 0) > BODY_LIMIT ? tooLarge(c) : next();

const tooLarge = (c: Context): Response => problem(c, 413, `a body may have ${BODY_LIMIT / 1024} KB at most`);

function tokenGuard(options: AppOptions): Guard {
  return async (c, next) => {
    if (hasToken(c, options.token) || isSigningIn(c)) return next();
    const { path } = c.req;
    if (options.door === "network" || !OPEN.has(path)) {
      c.header("www-authenticate", 'Bearer realm="drover"');
      return problem(c, 401, "send `Authorization: Bearer <token>`; the token is in the data directory");
    }
    if (!CHANGING.has(path)) return next();
    const why = REFUSED[await peerIn(c, options)];
    return why === undefined ? next() : problem(c, 403, why);
  };
}

/** The route itself asks whether the token is the right one. */
const isSigningIn = (c: Context): boolean => c.req.path === "/" && c.req.query("token") !== undefined;

const REFUSED = {
  "same user": undefined,
  unknown: undefined,
  other: "only a process of the user who runs drover may do this without the token",
  agent: "an agent that drover watches may not give tasks without the token; it reports with `drover done`",
} as const;

async function peerIn(c: Context<ServerEnv>, { peer }: AppOptions) {
  const connection = connectionOf(c);
  return connection === undefined ? "unknown" : (peer ?? peerOf)(connection);
}

function connectionOf(c: Context<ServerEnv>): Connection | undefined {
  const socket = c.env?.incoming?.socket;
  if (!socket?.remoteAddress || !socket.remotePort || !socket.localAddress || !socket.localPort) return undefined;
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  return { remoteAddress, remotePort, localAddress, localPort };
}
