// `drover hooks` on settings files in a home of its own.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { main } from "../../cli/main.ts";
import type { Io } from "../../cli/io.ts";
import { HOOKED } from "../../agents/channels/hooked.ts";

function home() {
  const folder = mkdtempSync(join(tmpdir(), "drover-hooks it's-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (...parts: readonly string[]) => join(folder, ...parts);
  return {
    path,
    put: (text: string, ...parts: readonly string[]) => {
      mkdirSync(dirname(path(...parts)), { recursive: true });
      writeFileSync(path(...parts), text);
    },
    text: (...parts: readonly string[]) => readFileSync(path(...parts), "utf8"),
    run: async (...args: readonly string[]) => {
      const out: string[] = [];
      const err: string[] = [];
      const io: Io = {
        out: (line) => void out.push(line),
        err: (line) => void err.push(line),
        stdin: async () => "",
        env: { HOME: folder, PATH: process.env["PATH"], DROVER_DATA_DIR: path("data") },
        cwd: folder,
        columns: undefined,
        isUnread: () => false,
      };
      const code = await main(["hooks", ...args], io);
      return { code, out: out.join("\n"), err: err.join("\n") };
    },
  };
}

const CLAUDE = [".claude", "settings.json"] as const;
const MINE = '{\n  "model": "opus", // mine\n  "hooks": { "Stop": [{ "hooks": [] }] }\n}\n';

describe("install and uninstall", () => {
  it.each([
    ["claude", CLAUDE],
    ["codex", [".codex", "hooks.json"]],
    ["gemini", [".gemini", "settings.json"]],
    ["qwen", [".qwen", "settings.json"]],
  ] as const)("%s: shown, done, done once, and as if it had never been", async (agent, place) => {
    const { path, put, text, run } = home();
    put(MINE, ...place);
    expect((await run("install", agent)).out).toContain("Nothing was changed. Add --yes");
    expect([text(...place), existsSync(path("data"))]).toEqual([MINE, false]);
    expect(await run("install", agent, "--yes")).toMatchObject({ code: 0, err: "" });
    expect((await run("status", agent)).out).toContain(" installed (");
    for (const event of HOOKED[agent]?.events ?? []) expect(text(...place)).toContain(` ${agent} ${event} `);
    const installed = text(...place);
    expect((await run("install", agent, "--yes")).out).toMatch(/^Nothing to do: /);
    expect(text(...place)).toBe(installed);
    expect(await run("uninstall", agent, "--yes")).toMatchObject({ code: 0, err: "" });
    expect([text(...place), existsSync(path("data", "hooks"))]).toEqual([MINE, false]);
  });

  it("a file that was not there is gone again, with nothing but itself", async () => {
    const { path, run } = home();
    await run("install", "claude", "--yes");
    expect(JSON.parse(readFileSync(path(...CLAUDE), "utf8"))).toHaveProperty("hooks.UserPromptSubmit");
    await run("uninstall", "claude", "--yes");
    expect(existsSync(path(...CLAUDE))).toBe(false);
  });

  it("what was changed meanwhile stays, ours goes; without the record, too", async () => {
    for (const loseRecord of [false, true]) {
      const { path, put, text, run } = home();
      put(MINE, ...CLAUDE);
      await run("install", "claude", "--yes");
      put(text(...CLAUDE).replace('"opus"', '"haiku"'), ...CLAUDE);
      if (loseRecord) rmSync(path("data", "hooks", "installed.json"));
      await run("uninstall", "claude", "--yes");
      expect(text(...CLAUDE)).not.toContain("drover-hook");
      expect(text(...CLAUDE)).toContain('"model": "haiku", // mine');
      expect(text(...CLAUDE)).toContain('{ "hooks": [] }');
    }
  });

  it("an entry that is out of date is replaced, not doubled", async () => {
    const { put, text, run } = home();
    await run("install", "qwen", "--yes");
    put(text(".qwen", "settings.json").replaceAll("5000", "9"), ".qwen", "settings.json");
    await run("install", "qwen", "--yes");
    expect(text(".qwen", "settings.json").match(/qwen Stop /g)).toHaveLength(1);
    expect(text(".qwen", "settings.json")).not.toContain(": 9");
  });

  it("so is one that ran the hook through a shell", async () => {
    const { put, text, run } = home();
    await run("install", "qwen", "--yes");
    put(text(".qwen", "settings.json").replaceAll(/"command": "/g, '"command": "sh '), ".qwen", "settings.json");
    await run("install", "qwen", "--yes");
    expect(text(".qwen", "settings.json").match(/qwen Stop /g)).toHaveLength(1);
    expect(text(".qwen", "settings.json")).not.toContain("sh '");
  });

  it("a project's own file is Claude Code's private one, and status knows of it", async () => {
    const { path, text, run } = home();
    await run("install", "claude", "--project", "shop", "--yes");
    expect(text("shop", ".claude", "settings.local.json")).toContain("drover-hook");
    expect(existsSync(path(...CLAUDE))).toBe(false);
    expect((await run("status", "claude")).out.split("\n").map((line) => line.replace(/ \(.*/, ""))).toEqual([
      "claude   not installed",
      "claude   installed",
    ]);
  });

  it("a link stays a link, a mode stays a mode", async () => {
    const { path, put, run } = home();
    put(MINE, "dotfiles", "claude.json");
    mkdirSync(path(".claude"));
    symlinkSync(path("dotfiles", "claude.json"), path(...CLAUDE));
    await run("install", "claude", "--yes");
    expect(lstatSync(path(...CLAUDE)).isSymbolicLink()).toBe(true);
    expect(statSync(path("dotfiles", "claude.json")).mode & 0o777).toBe(0o644);
    await run("uninstall", "claude", "--yes");
    expect(readFileSync(path("dotfiles", "claude.json"), "utf8")).toBe(MINE);
  });
});

describe("refused in one line, untouched", () => {
  it.each([
    ['{\n"a": ', /: line 2: ValueExpected; nothing was changed$/],
    ['{"hooks": 3}', /its `hooks` is not an object; nothing was changed$/],
  ])("%j", async (broken, why) => {
    const { put, text, run } = home();
    put(broken, ...CLAUDE);
    const { code, err } = await run("install", "claude", "--yes");
    expect([code, text(...CLAUDE)]).toEqual([2, broken]);
    expect(err).toMatch(why);
  });

  it("bytes that are no text", async () => {
    const { path, put, run } = home();
    put("", ...CLAUDE);
    writeFileSync(path(...CLAUDE), Buffer.from([0x7b, 0xff, 0x7d]));
    expect((await run("install", "claude", "--yes")).code).toBe(2);
    expect([...readFileSync(path(...CLAUDE))]).toEqual([0x7b, 0xff, 0x7d]);
  });

  it("an agent that has none", async () => {
    expect(await home().run("install", "aider")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/there are: claude/),
    });
  });
});

it("opencode is told how to be heard, and nothing is written", async () => {
  const { path, run } = home();
  expect((await run("install", "opencode", "--yes")).out).toContain("opencode --port 0");
  expect(existsSync(path("data"))).toBe(false);
});

it("--json prints one document", async () => {
  const { run } = home();
  expect(JSON.parse((await run("install", "claude", "--json")).out)).toMatchObject({ agent: "claude", changed: false });
  expect(JSON.parse((await run("status", "--json")).out).hooks).toHaveLength(4);
});

it("Gemini's AfterModel is never hooked: each chunk of an answer would wait for it", () => {
  expect(HOOKED["gemini"]?.events).not.toContain("AfterModel");
});
