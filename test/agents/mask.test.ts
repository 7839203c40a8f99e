import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskRows, maskText } from "../../agents/mask.ts";
import { plainRows } from "../../agents/sgr.ts";

const own = { home: "/home/alice", words: ["alice", "büro-pc", "ab"] };
const mask = (text: string) => maskText(text, own);

describe("is hidden", () => {
  it.each([
    ["sk-ant-api03-abcdefghijklmnop done", "***************************** done"],
    ["export KEY=ghp_0123456789abcdef", "export KEY=********************"],
    ["AKIAIOSFODNN7EXAMPLE", "********************"],
    ["Authorization: Bearer abcdef.ghijkl-mnop", "Authorization: Bearer ******************"],
    ['"api_key": "q1w2e3r4t5"', '"api_key": "**********"'],
    ["DB_PASSWORD=hunter22", "DB_PASSWORD=********"],
    ["https://bob:geheim@example.org/x", "https://**********************/x"],
    ["https://x.org/?a=1&token=abc&b=2", "https://x.org/?a=1&token=*******"],
    ["mail alice.b@example.co.uk now", "mail ********************* now"],
    ["in /home/alice/project", "in /****/*****/project"],
    ["alice@büro-pc:~$", "*****@*******:~$"],
    [
      "-----BEGIN RSA PRIVATE KEY-----\nMIIabc+/=\nxyz\n-----END",
      "-----BEGIN RSA PRIVATE KEY-----\n*********\n***\n-----END",
    ],
  ])("%s", (text, masked) => {
    expect(mask(text)).toBe(masked);
  });
});

describe("stays", () => {
  it.each([
    "• Working (12s • esc to interrupt)",
    "↓ 45 tokens · 1.2k context",
    "malice and alicex, /home/alicex/y",
    "ab is too short to be a name",
    "commit 3f2a9c1d7e5b4a6f8091a2b3c4d5e6f708192a3b",
    "user@host without a domain",
  ])("%s", (text) => {
    expect(mask(text)).toBe(text);
  });
});

describe("rows", () => {
  it("with colours in the middle of a secret", () => {
    expect(maskRows(["a \u001b[1msk-ant\u001b[0m-0123456789abcdef z"], 80, own)).toEqual([
      "a \u001b[1m******\u001b[0m***************** z",
    ]);
  });

  it("with a secret that the edge of the screen breaks", () => {
    expect(maskRows(["key sk-ant-0123", "456789abcdef ok"], 15, own)).toEqual(["key ***********", "************ ok"]);
    expect(maskRows(["key sk-ant-0123", "456789abcdef ok"], 16, own)).toEqual(["key sk-ant-0123", "456789abcdef ok"]);
  });
});

const scraps = fc.constantFrom(
  " sk-ant-0123456789abcdef",
  "token=geheim漢字😀é!",
  "bob@example.org",
  "/home/alice",
  "alice",
  " ",
  "漢",
  "😀",
  "│",
  "\u001b[1m",
  "\u001b]8;;x\u0007",
  "x",
);
const rows = fc.array(
  fc.array(scraps, { maxLength: 8 }).map((parts) => parts.join("")),
  { maxLength: 6 },
);

it("keeps rows, lengths and escapes, and masks nothing anew the second time", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 60 }), (given, cols) => {
      const masked = maskRows(given, cols, own);
      expect(masked.map((row) => row.length)).toEqual(given.map((row) => row.length));
      expect(masked.map((row) => row.split("\u001b[1m").length)).toEqual(
        given.map((row) => row.split("\u001b[1m").length),
      );
      expect(maskRows(masked, cols, own)).toEqual(masked);
      const plain = plainRows(masked).join("\n");
      for (const secret of ["sk-ant-0123456789abcdef", "bob@example.org", "/home/alice/"])
        expect(plain).not.toContain(secret);
    }),
  );
});
