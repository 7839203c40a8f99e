import { createHash, timingSafeEqual } from "node:crypto";

export const TOKEN_COOKIE = "drover_token";

/** Whether what was given is the token. Nothing is where no token is set. Takes the same time whatever differs. */
export function isToken(given: string | undefined, token: string | undefined): boolean {
  if (given === undefined || token === undefined || token === "") return false;
  return timingSafeEqual(sha256(given), sha256(token));
}

/** Makes both the same length, which the comparison wants. */
const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
