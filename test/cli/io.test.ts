import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { harmless } from "../../cli/io.ts";
import { clip, table, widthOf } from "../../cli/table.ts";

describe("what is written to a terminal", () => {
  it.each([
    ["\u001b]0;title\u0007", "\\u001b]0;title\\u0007"],
    ["a\rb\u0000\u007f\u009b31m", "a\\u000db\\u0000\\u007f\\u009b31m"],
    ["a\tb\nc 🌒 é", "a\tb\nc 🌒 é"],
  ])("%j has no control characters", (line, expected) => {
    expect(harmless(line)).toBe(expected);
  });

  it("is the same JSON", () => {
    const value = { text: "\u001b[31m \u009b \u007f \r\n" };
    expect(JSON.parse(harmless(JSON.stringify(value)))).toEqual(value);
  });
});

it("a reader that goes away crashes nothing", async () => {
  const child = spawn(process.execPath, ["cli/bin.js", "config", "schema"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let err = "";
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  const [code] = await once(child, "close");
  expect([code, err]).toEqual([0, ""]);
});

describe("a table", () => {
  it("counts wide characters as two", () => {
    expect(
      table(
        ["a", "b"],
        [
          ["日本", "x"],
          ["🌒", "y"],
          ["e\u0301", "z"],
        ],
      ),
    ).toEqual(["a     b", "日本  x", "🌒    y", "e\u0301     z"]);
  });

  it.each([
    ["abcdef", 6, "abcdef"],
    ["abcdefg", 6, "abcde…"],
    ["日本語", 4, "日…"],
    ["abcdefg", undefined, "abcdefg"],
  ])("%j in %j columns", (line, columns, expected) => {
    expect(clip(line, columns)).toBe(expected);
    if (columns !== undefined) expect(widthOf(expected)).toBeLessThanOrEqual(columns);
  });
});
