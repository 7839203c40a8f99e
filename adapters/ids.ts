import { randomInt } from "node:crypto";
import type { Ids } from "../daemon/ports.ts";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
/** 36^12 is 62 bits: a million ids collide with a probability of one in nine million. */
const LENGTH = 12;

/** Ids from the system's random source: `[a-z0-9]{12}`. */
export const randomIds = (): Ids => ({
  fresh: () => Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join(""),
});
