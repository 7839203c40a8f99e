import { expect, it } from "vitest";
import { nearest } from "../../config/nearest.ts";

const KNOWN = ["host", "port", "report", "idle_threshold"];

it.each([
  ["hots", "host"],
  ["prot", "port"],
  ["raport", "report"],
  ["idle_treshold", "idle_threshold"],
  ["port", "port"],
  ["tls", undefined],
  ["", undefined],
])("%j means %j", (word, expected) => {
  expect(nearest(word, KNOWN)).toBe(expected);
});
