import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../../agents/classify.ts";
import { PROFILES } from "../../agents/profiles.ts";
import { plainRows, parseRows } from "../../agents/sgr.ts";
import { settle } from "../../agents/settle.ts";
import type { Frame } from "../../machines/frame.ts";

/** Bits of real screens and of nonsense, so that the rules are met half way. */
const scraps = fc.constantFrom(
  "❯ ",
  "› ",
  "> ",
  "demo> ",
  "────────────────",
  "▄▄▄▄▄▄▄▄▄▄",
  "▀▀▀▀▀▀▀▀▀▀",
  "┃  ",
  "╹▀▀▀▀▀▀▀▀▀▀",
  "\u001b[2m",
  "\u001b[38;5;246m",
  "\u001b[48;2;1;2;3m",
  "\u001b[",
  "\u001b]8;;x\u0007",
  "\u001b",
  "esc to interrupt",
  "Allow execution of",
  "│",
);
const row = fc
  .array(fc.oneof(scraps, fc.string({ unit: "binary", maxLength: 30 })), { maxLength: 8 })
  .map((bits) => bits.join(""));
const frame = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 60 }),
    x: fc.integer({ min: -1, max: 500 }),
    y: fc.integer({ min: -1, max: 200 }),
    title: fc.oneof(scraps, fc.string({ maxLength: 20 })),
  })
  .map(({ rows, x, y, title }): Frame => ({
    at: 0,
    rows,
    size: { cols: 500, rows: rows.length },
    cursor: { x, y, visible: true },
    alternate: false,
    title,
    command: "node",
  }));

describe("any screen whatever", () => {
  it.each(PROFILES.map((profile) => [profile.id, profile] as const))(
    "%s: never throws, and is idle only where a composer was found",
    (_id, profile) => {
      fc.assert(
        fc.property(frame, (looked) => {
          const judgement = classify(looked, profile);
          if (judgement.verdict === "idle" || judgement.verdict === "typed") expect(judgement.composer).toBeDefined();
          expect(judgement.because.startsWith(`${profile.id}/`)).toBe(true);
          settle(settle(undefined, looked, judgement, profile.patience), looked, judgement, profile.patience);
        }),
        { numRuns: 400 },
      );
    },
  );

  it("reads as the same text with and without its runs", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        expect(parseRows(rows).map(({ text }) => text)).toEqual(plainRows(rows));
      }),
    );
  });
});
