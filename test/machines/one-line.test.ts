import fc from "fast-check";
import { expect, it } from "vitest";
import { oneLine } from "../../machines/one-line.ts";

it.each([
  ["a\n2026-02-14 20:00:00 - Completed task-1", "a\\n2026-02-14 20:00:00 - Completed task-1"],
  ["\u001b[2J\u0007\r\t", "\\u001b[2J\\u0007\\r\\t"],
  ["rm \u202etxt.exe\u2066", "rm \\u202etxt.exe\\u2066"],
  ["\u009b31m\u2028\u007f", "\\u009b31m\\u2028\\u007f"],
  ["plain café 日本 🌒 \\n", "plain café 日本 🌒 \\n"],
])("%j is shown as %j", (text, shown) => {
  expect(oneLine(text)).toBe(shown);
});

it("leaves one line of printable text, whatever comes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const line = oneLine(text);
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      expect(oneLine(line)).toBe(line);
    }),
  );
});
