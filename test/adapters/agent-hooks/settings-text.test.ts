import fc from "fast-check";
import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { faultOf, ownEntries, undone, withHooks, withoutHooks } from "../../../adapters/agent-hooks/settings-text.ts";
import type { Entries } from "../../../adapters/agent-hooks/settings-text.ts";

const ours = (event: string) => ({ hooks: [{ type: "command", command: `drover ${event}` }] });
const isOurs = (entry: unknown) => JSON.stringify(entry).includes("drover ");
const hookedEvents = (text: string, mine: typeof isOurs) => ownEntries(text, mine).map(([event]) => event);
const ENTRIES: Entries = ["UserPromptSubmit", "Stop"].map((event) => [event, ours(event)]);

function edited(text: string, entries = ENTRIES) {
  const made = withHooks(text, entries);
  if (made.kind === "refused") throw new Error(made.why);
  return made;
}

const REAL = {
  "of Claude Code, as people write it": `{
  "permissions": {
    "allow": ["Bash(npm run *)"],
    "defaultMode": "acceptEdits"
  },
  "hooks": {
    "Stop": [
      {
        "matcher": "",
        "hooks": [{ "type": "command", "command": "say done" }]
      }
    ]
  },
  "statusLine": { "type": "command", "command": "~/.claude/line.sh" }
}
`,
  "of Gemini, with comments and a trailing comma": `// my settings
{
  "ui": { "theme": "GitHub" }, // quiet
  /* hooks below */
  "hooks": {
    "BeforeTool": [{ "matcher": "write_file", "hooks": [] }], // mine
  },
}
`,
  "with tabs and CRLF": '{\r\n\t"a": 1,\r\n\t"b": [\r\n\t\t1\r\n\t]\r\n}\r\n',
  "on one line": '{"a":1,"hooks":{"Stop":[]}}',
  "with a byte order mark": '\uFEFF{\n    "a": 1\n}\n',
  "without a last line end": '{\n  "a": {}\n}',
  "that says nothing": "{}\n",
  "that says nothing, spaciously": "{\n\n}\n",
  "that is empty": "",
  "that is blank": "\n\n",
  "with a comment behind the last value": '{\n  "a": 1 // one\n}\n',
  "with a comment behind the last comma": '{\n  "a": 1, // one\n  /* end */ }\n',
  "with an empty object on its line": '{\n  "hooks": {}\n}\n',
} as const;

describe.each(Object.entries(REAL))("a settings file %s", (_name, text) => {
  it("gets the hooks, and is the same again without them", () => {
    const { text: now, undo } = edited(text);
    expect(hookedEvents(now, isOurs)).toEqual(expect.arrayContaining(["UserPromptSubmit", "Stop"]));
    expect(undone(now, undo)).toBe(text);
  });

  it("keeps each of its lines where there are lines", () => {
    const heart = (line: string) =>
      line
        .replaceAll(",", "")
        .replace(/\{?\}?\s*$/, "")
        .trim();
    const lines = text.trim().split("\n");
    const now = edited(text).text.split("\n").map(heart);
    expect(lines.length < 3 ? [] : lines.filter((line) => !now.some((other) => other.startsWith(heart(line))))).toEqual(
      [],
    );
  });

  it("changed meanwhile, loses ours alone", () => {
    const changed = edited(text).text.replace(/\}\s*$/, (end) => ` ${end}`);
    const without = withoutHooks(changed, isOurs);
    if (without.kind === "refused") throw new Error(without.why);
    expect(hookedEvents(without.text, isOurs)).toEqual([]);
    const { hooks: _now, ...left } = { hooks: 0, ...json(without.text) };
    const { hooks: _then, ...had } = { hooks: 0, ...json(text) };
    expect(left).toEqual(had);
  });
});

const json = (text: string): Record<string, unknown> =>
  parse(text.replace(/^\uFEFF/, ""), [], { allowTrailingComma: true }) ?? {};

describe("any settings", () => {
  const key = fc
    .oneof(fc.constantFrom("hooks", "Stop", "UserPromptSubmit", "constructor", "a"), fc.string())
    .filter((name) => name !== "__proto__");
  const hooks = fc.dictionary(key, fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }), { maxKeys: 4 });
  const settings = fc
    .tuple(fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }), fc.option(hooks))
    .map(([rest, own]) => ({ ...rest, hooks: own ?? {} }));
  const layout = fc.constantFrom<string | number | undefined>(undefined, 1, 2, 4, "\t");
  const ends = fc.constantFrom("", "\n", "\r\n", "  \n");

  // Found by the property below (seed 1405569430): what reads the text back cannot hold a key of this name.
  it("with a key that no reader can hold are left to the person", () => {
    expect(withHooks('{"hooks":{"__proto__":[]}}', ENTRIES)).toEqual({
      kind: "refused",
      why: "it cannot be edited safely; add the hooks by hand",
    });
  });

  it("survive byte for byte, and say what they said and ours", () => {
    fc.assert(
      fc.property(settings, layout, ends, fc.boolean(), (value, indent, end, isCrlf) => {
        const plain = JSON.stringify(value, undefined, indent) + end;
        const text = isCrlf ? plain.replaceAll(/\r?\n/g, "\r\n") : plain;
        const { text: now, undo } = edited(text);
        expect(undone(now, undo)).toBe(text);
        expect(hookedEvents(now, isOurs)).toEqual(expect.arrayContaining(["UserPromptSubmit", "Stop"]));
      }),
      { numRuns: 1_000 },
    );
  });

  it("of any shape whatever are edited or refused, never broken", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => `// c\n${JSON.stringify(value)}`),
        ),
        (text) => {
          const made = withHooks(text, ENTRIES);
          if (made.kind === "refused") return void expect(made.why).not.toBe("");
          expect(faultOf(made.text)).toBeUndefined();
          expect(undone(made.text, made.undo)).toBe(text);
        },
      ),
    );
  });
});

it.each([
  ['{"a": }', "line 1: ValueExpected"],
  ['{\n"a": 1\n', "line 3: CloseBraceExpected"],
  ["[]", "it is not a JSON object"],
  ['{"hooks": []}', "its `hooks` is not an object"],
  ['{"hooks": {"Stop": 1}}', "its `hooks.Stop` is not an array"],
])("refuses %j", (text, why) => {
  expect(withHooks(text, ENTRIES)).toEqual({ kind: "refused", why });
});
