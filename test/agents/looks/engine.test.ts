// What a profile may say of a composer and of a rule, on an agent that does not exist.
import { describe, expect, it } from "vitest";
import { FOOTER, NEVER, PROMPT } from "../../../agents/profile.ts";
import type { ComposerShape, Profile } from "../../../agents/profile.ts";
import { look } from "./screen.ts";

const plain = { hintColours: [], hints: [], cursorInside: true, below: FOOTER };
const boxed: ComposerShape = {
  ...plain,
  frame: { kind: "bordered", top: /^={8,}/, bottom: /^={8,}/ },
  prompt: /^\$ ?/,
};
const profileWith = (composer: ComposerShape, rules: Profile["rules"] = []): Profile => ({
  id: "nobody",
  aliases: [],
  process: [],
  screen: [],
  versions: [],
  composers: [composer],
  patience: PROMPT,
  pasted: NEVER,
  ownPrompt: /^me: /,
  rules,
  flags: [],
});

describe("a rule whose lines must not stand above the composer", () => {
  const profile = profileWith(boxed, [
    {
      name: "menu",
      verdict: "waiting",
      region: { of: "bottom", rows: 6 },
      lines: [/^Allow\?/],
      composer: "not below",
    },
  ]);
  const box = ["========", "$", "========"];

  it("matches without a composer", () => {
    expect(look(["Allow?", "1 yes"], profile)).toMatchObject({ verdict: "waiting", because: "nobody/menu" });
  });

  it("matches below a composer, which then is scrollback and not reported", () => {
    const judged = look([...box, "Allow?", "1 yes"], profile);
    expect(judged.verdict).toBe("waiting");
    expect(judged.composer).toBeUndefined();
  });

  it("is dead above a composer", () => {
    expect(look(["Allow?", "1 yes", ...box, "footer"], profile).verdict).toBe("idle");
  });
});

describe("the rows of the composer as a region", () => {
  const profile = profileWith(boxed, [
    { name: "stop-hint", verdict: "busy", region: { of: "composer" }, lines: [/\^C stops$/] },
  ]);

  it("sees the composer and nothing else", () => {
    expect(look(["========", "$ more     ^C stops", "========"], profile).verdict).toBe("busy");
    expect(look(["x ^C stops", "========", "$", "========", "y ^C stops"], profile).verdict).toBe("idle");
  });
});

describe("a ghost suggestion whose first letter stands under the caret", () => {
  const profile = profileWith({ ...boxed, hintColours: ["5;103"] });
  const ghost = (caret: string, rest: string) =>
    look(["========", `$ \u001b[${caret}mr\u001b${rest}\u001b[38;5;103mun the tests`, "========"], profile);

  it.each(["7", "4", "48;5;252"])("is no draft, however the caret is painted (%s)", (caret) => {
    expect(ghost(caret, "[0m")).toMatchObject({ verdict: "idle", composer: { text: "" } });
  });

  it("one letter that a person typed is, on whatever ground the composer stands", () => {
    expect(ghost("1", "[0m")).toMatchObject({ verdict: "typed", composer: { text: "r" } });
    expect(ghost("48;5;252", "[1m")).toMatchObject({ verdict: "typed", composer: { text: "r" } });
  });
});

describe("what stands below the last prompt", () => {
  const profile = profileWith({ ...plain, frame: { kind: "line" }, prompt: /^\$ ?/, below: { most: 0, never: [] } }, [
    {
      name: "output",
      verdict: "busy",
      region: { of: "since prompt" },
      lines: [/\S/],
      not: [/^bye$/],
      composer: "absent",
    },
  ]);

  it("is output of a turn while no composer is there", () => {
    expect(look(["me: go", "first words"], profile).verdict).toBe("busy");
    expect(look(["me: go", "first words", "$"], profile).verdict).toBe("idle");
    expect(look(["me: go", "bye"], profile).verdict).toBe("unknown");
  });

  it("is nothing at all without a prompt", () => {
    expect(look(["first words"], profile).verdict).toBe("unknown");
  });
});

describe("a composer under a row that names it", () => {
  const shape: ComposerShape = {
    ...plain,
    frame: { kind: "headed", top: /^-- input/, row: /^(?!=|mode )/ },
    prompt: /^ ?/,
  };
  const textOf = (rows: readonly string[], composer = shape) => look(rows, profileWith(composer)).composer?.text;

  it("takes the rows that look like its own", () => {
    expect(textOf(["-- input --", " first", " second", "========", "mode x"])).toBe("first\nsecond");
  });

  it("is empty with blank rows, and with none", () => {
    expect(textOf(["-- input --", "", "", "========"])).toBe("");
    expect(textOf(["-- input --", "mode x"])).toBe("");
    expect(textOf(["-- input --"])).toBe("");
  });

  it("is none where a prompt is due and missing", () => {
    expect(textOf(["-- input --", "mode x"], { ...shape, prompt: /^\$/ })).toBeUndefined();
    expect(textOf(["no heading", " first"])).toBeUndefined();
  });
});

describe("a line editor that wraps its text", () => {
  const profile = profileWith({
    ...plain,
    frame: { kind: "block", row: /^(?!busy)/ },
    prompt: /^\$ ?/,
    below: { most: 0, never: [] },
  });

  it("runs from the lowest prompt to the blank row", () => {
    expect(look(["$ old", "out", "", "$ one", "two", ""], profile).composer?.text).toBe("one\ntwo");
    expect(look(["$ one", "", "output"], profile).verdict).toBe("unknown");
    expect(look(["$ one", "busy"], profile).verdict).toBe("unknown");
  });
});

describe("a rule that looks at the nearest row", () => {
  const profile = profileWith(boxed, [
    {
      name: "menu",
      verdict: "waiting",
      region: { of: "bottom", rows: 6 },
      lines: [/^Allow\?/],
      nearest: /^enter selects/,
      composer: "not below",
    },
  ]);

  it("is live only while its keys end the screen", () => {
    expect(look(["Allow?", "enter selects"], profile).verdict).toBe("waiting");
    expect(look(["Allow?", "enter selects", "output went on"], profile).verdict).toBe("unknown");
  });
});
