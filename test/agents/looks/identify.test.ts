import { describe, expect, it } from "vitest";
import { identify } from "../../../agents/identify.ts";
import { PROFILES } from "../../../agents/profiles.ts";
import { frameOf } from "./screen.ts";

const byScreen = (...rows: string[]) => identify([], frameOf(rows), PROFILES);
const byProcess = (line: string) => identify([line], frameOf([]), PROFILES);

describe("an agent known by its screen", () => {
  it("is the one whose own row stands lowest, whoever is spoken of above", () => {
    expect(byScreen("It controls Claude Code and the Gemini CLI.", "", " │ › Try 'x' or type / for commands │")).toBe(
      "auggie",
    );
  });

  it("is nobody when two agents meet in one row, or none is seen", () => {
    expect(byScreen("Claude Code beside the Gemini CLI")).toBeUndefined();
    expect(byScreen("$ ls", "README.md")).toBeUndefined();
  });
});

describe("an agent known by its command line", () => {
  it.each([
    ["node /usr/lib/node_modules/cline/dist/cli.js", "cline"],
    ["/opt/venv/bin/python3 /opt/venv/bin/aider --model sonnet", "aider"],
    ["python -m aider", "aider"],
    ["/home/u/.local/share/cursor-agent/versions/2026.06.15/node index.js", "cursor"],
    ["/home/u/.local/bin/cursor-agent --force", "cursor"],
    ["node /usr/lib/node_modules/@github/copilot/index.js", "copilot"],
    ["copilot --allow-all-tools", "copilot"],
    ["node /usr/lib/node_modules/@sourcegraph/amp/dist/main.js", "amp"],
    ["goose session", "goose"],
    ["/usr/local/bin/goose", "goose"],
    ["kiro-cli chat --agent developer", "kiro"],
    ["q chat", "kiro"],
    ["/home/u/.local/bin/kimi --yolo", "kimi"],
    ["node /usr/lib/node_modules/@moonshot-ai/kimi-code/dist/main.mjs", "kimi"],
    ["grok", "grok"],
    ["/home/u/.local/bin/droid", "droid"],
    ["node /usr/lib/node_modules/@augmentcode/auggie/augment.mjs", "auggie"],
    ["agy --dangerously-skip-permissions", "antigravity"],
    ["/home/u/.hermes/venv/bin/python /home/u/.local/bin/hermes --cli", "hermes"],
    ["bun /home/u/.bun/install/global/node_modules/@oh-my-pi/pi-coding-agent/src/cli.ts", "omp"],
    ["devin -- fix it", "devin"],
    ["mcode", "minimax"],
    ["muse --yolo", "muse"],
  ])("%s is %s", (line, id) => {
    expect(byProcess(line)).toBe(id);
  });

  it.each([
    "goose postgres up",
    "vim cursor.ts",
    "git commit -m amp",
    "cat aider.md",
    "node server.js --name droid-api",
    "/bin/q --help",
  ])("%s is none", (line) => {
    expect(byProcess(line)).toBeUndefined();
  });
});
