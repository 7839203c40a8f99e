import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTaskText, MAX_TEXT_BYTES } from "../../orchestrator/text.ts";

const why = (raw: string): string => {
  const checked = checkTaskText(raw);
  return checked.kind === "refused" ? checked.why : `accepted: ${JSON.stringify(checked.text)}`;
};

describe("a task text", () => {
  it.each([
    "fix the login page",
    "; rm -rf ~ && echo \"$HOME\" 'x' `id` #{pane_id} \\ %s",
    "tabs\tand\nlines\n\n\nand blank ones",
    "emoji 👩‍👩‍👧 ümläut 日本語 \u{1F9EA}",
    "  leading blanks stay",
    "trailing blanks stay  ",
  ])("is taken byte for byte: %j", (raw) => {
    expect(checkTaskText(raw)).toEqual({ kind: "text", text: raw });
  });

  it.each([
    ["one\r\ntwo\r\n", "one\ntwo"],
    ["one\n\n\n", "one"],
    ["\none\n", "\none"],
  ])("has its line ends put right: %j", (raw, text) => {
    expect(checkTaskText(raw)).toEqual({ kind: "text", text });
  });

  it.each(["", " ", "\n\n", "\r\n\t "])("is refused if it is empty: %j", (raw) => {
    expect(why(raw)).toBe("The task text is empty; say what is to be done.");
  });

  it.each([
    ["a\u0000b", "The task text has the control character NUL (U+0000) in line 1, column 2; remove it."],
    ["one\ntwo\u001b[31m", "The task text has the control character ESC (U+001B) in line 2, column 4; remove it."],
    ["a\rb", "The task text has the control character carriage return (U+000D) in line 1, column 2; remove it."],
    ["👍\u007f", "The task text has the control character DEL (U+007F) in line 1, column 2; remove it."],
    ["\u009b31m", "The task text has the control character CSI (U+009B) in line 1, column 1; remove it."],
    ["\u0001", "The task text has the control character U+0001 in line 1, column 1; remove it."],
    ["x\ud800", "The task text has half of a character (U+D800, not valid Unicode) in line 1, column 2; remove it."],
    [
      "\udc00\ud800",
      "The task text has half of a character (U+DC00, not valid Unicode) in line 1, column 1; remove it.",
    ],
  ])("is refused with a control character, which is named: %j", (raw, sentence) => {
    expect(why(raw)).toBe(sentence);
  });

  it("may be as long as the limit in bytes, and not a byte longer", () => {
    expect(checkTaskText("ä".repeat(MAX_TEXT_BYTES / 2)).kind).toBe("text");
    expect(why(`${"ä".repeat(MAX_TEXT_BYTES / 2)}x`)).toBe(
      "The task text is 102401 bytes long; at most 102400 can be typed. Put the rest into a file and name it.",
    );
  });

  it("is the same when it is checked again", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", " ", "\n", "\r\n", "\t", "é", "👍", "\u001b") });
    fc.assert(
      fc.property(texts, (raw) => {
        const once = checkTaskText(raw);
        if (once.kind === "text") expect(checkTaskText(once.text)).toEqual(once);
        else expect(once.why).toMatch(/^The task text .*[.]$/);
      }),
    );
  });
});
