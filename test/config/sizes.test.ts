import { expect, it } from "vitest";
import { parseSize } from "../../config/sizes.ts";

it.each([
  ["1KB", 1_024],
  ["256MB", 268_435_456],
  ["1.5GB", 1_610_612_736],
  ["256", undefined],
  ["256mb", undefined],
  ["-1MB", undefined],
  ["", undefined],
])("%j is %j bytes", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});
