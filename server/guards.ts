// Who is let in, before any route runs.
// G1. On tcp a request is for us only if its Host is loopback or allowed: a rebound DNS name is refused (421).
// G2. What changes things is refused to pages of another origin (403), also of another port of this machine.
// G3. On tcp whatever is not in OPEN wants the token; without a token set nobody has it.
// G4. What OPEN lets change things wants a peer of the same user or the token.
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie } from "hono/cookie";
import type { AppOptions, Connection, ServerEnv } from "./options.ts";
import { peerOf } from "./peer.ts";
import { problem } from "./problem.ts";
import { isToken, TOKEN_COOKIE } from "./token.ts";

export const BODY_LIMIT = 256 * 1024;

const CHECK = "/api/monitor/check-and-assign";
const ASSIGN = "/api/monitor/assign-task";
const CHANGING = new Set([CHECK, ASSIGN]);
const OPEN = new Set(["/", "/healthz", "/openapi.json", "/api/monitor/status", "/api/monitor/work-log", CHECK, ASSIGN]);

type Guard = MiddlewareHandler<ServerEnv>;

/** All guards, in the order in which they are asked. */
export function guards(options: AppOptions): readonly Guard[] {
  const onTcp = [hostGuard(options), tokenGuard(options)];
  const always = [originGuard, jsonGuard, lengthGuard, bodyLimit({ maxSize: BODY_LIMIT, onError: tooLarge })];
  return [plainAnswers, ...(options.door === "tcp" ? onTcp : []), ...always];
}

/** Answers are read as what they say they are, and kept by nobody. */
const plainAnswers: Guard = async (c, next) => {
  await next();
  c.header("x-content-type-options", "nosniff");
  if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
};

function hostGuard({ allowedHosts }: AppOptions): Guard {
  const allowed = new Set(["localhost", "127.0.0.1", "[::1]", ...allowedHosts.map((name) => name.toLowerCase())]);
  return async (c, next) => {
    const name = hostOf(c).replace(/:\d+$/, "").toLowerCase();
    if (allowed.has(name)) return next();
    return problem(c, 421, `this server does not answer for ${JSON.stringify(name)}; ask for 127.0.0.1 or localhost`);
  };
}

const hostOf = (c: Context): string => c.req.header("host") ?? new URL(c.req.url).host;

const originGuard: Guard = async (c, next) => {
  if (!changesThings(c)) return next();
  const site = c.req.header("sec-fetch-site");
  const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
  if (foreignSite || isForeign(c.req.header("origin"), hostOf(c)))
    return problem(c, 403, "a page of another origin may not change anything here");
  return next();
};

/** A GET that assigns is a deed too, and so is its HEAD. */
const changesThings = (c: Context): boolean =>
  !["GET", "HEAD", "OPTIONS"].includes(c.req.method) || c.req.path === CHECK;

function isForeign(origin: string | undefined, host: string): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase();
}

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
    if (hasToken(c, options.token)) return next();
    const { path } = c.req;
    if (!OPEN.has(path)) {
      c.header("www-authenticate", 'Bearer realm="drover"');
      return problem(c, 401, "send `Authorization: Bearer <token>`; the token is in the data directory");
    }
    if (CHANGING.has(path) && (await isOthers(c, options)))
      return problem(c, 403, "only a process of the user who runs drover may do this without the token");
    return next();
  };
}

function hasToken(c: Context, token: string | undefined): boolean {
  const bearer = /^Bearer +(.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  return isToken(bearer, token) || isToken(getCookie(c, TOKEN_COOKIE), token);
}

async function isOthers(c: Context<ServerEnv>, { peer }: AppOptions): Promise<boolean> {
  const connection = connectionOf(c);
  return connection !== undefined && (await (peer ?? peerOf)(connection)) === "other";
}

function connectionOf(c: Context<ServerEnv>): Connection | undefined {
  const socket = c.env?.incoming?.socket;
  if (!socket?.remoteAddress || !socket.remotePort || !socket.localAddress || !socket.localPort) return undefined;
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  return { remoteAddress, remotePort, localAddress, localPort };
}
