import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { isToken, TOKEN_COOKIE } from "./token.ts";

/** Whether the request carries the token: as bearer, or as the cookie of a browser that signed in. */
export function hasToken(c: Context, token: string | undefined): boolean {
  const bearer = /^Bearer +(.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  return isToken(bearer, token) || isToken(getCookie(c, TOKEN_COOKIE), token);
}
