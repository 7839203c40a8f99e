import { expect, it } from "vitest";
import { parseDuration } from "../../config/durations.ts";

it.each([
  ["500ms", 500],
  ["0s", 0],
  ["180s", 180_000],
  ["1.5s", 1_500],
  ["5m", 300_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
  ["", undefined],
  ["5", undefined],
  ["s", undefined],
  ["-5s", undefined],
  ["5 s", undefined],
  [" 5s", undefined],
  ["5s\n", undefined],
  ["1m30s", undefined],
  ["5S", undefined],
  ["1e3s", undefined],
  ["٣s", undefined],
])("%j is %j ms", (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});
