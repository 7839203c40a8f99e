import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { VERSION } from "../../cli/version.ts";
import { drover } from "../cli/drover.ts";

const readme = readFileSync("README.md", "utf8");
const commands = [...readme.matchAll(/^npm run drover -- (.+)$/gm)].map(([, command = ""]) => command);
const home = mkdtempSync(join(tmpdir(), "drover-readme-"));
/** A tmux folder of our own: its `default` server is nobody else's. */
const env = { TMUX_TMPDIR: home, DROVER_DATA_DIR: join(home, "data"), HOME: home };
const tmux = (...args: readonly string[]) =>
  execFileSync("tmux", ["-u", "-f", "/dev/null", ...args], { env: { ...process.env, ...env, TMUX: "" } });

describe("the README's commands", () => {
  beforeAll(() => {
    const agent = [process.execPath, "cli/demo/agent.ts", "--name", "demo-agent"];
    tmux("new-session", "-d", "-s", "work", "-x", "100", "-y", "30", "--", ...agent);
  });
  afterAll(async () => {
    await drover(["down"], { env, cwd: home });
    tmux("kill-server");
    rmSync(home, { recursive: true, force: true });
  });

  it("are the ones tried here, in this order", () => {
    expect(commands).toEqual([
      "init",
      "up --detach",
      'tasks add "Fix the failing test in parser.ts"',
      "status",
      "check",
      "log",
      "tasks list",
      'goals goal add "Ship the importer"',
      "goals generate --yes",
      "goals tree",
      "review list",
    ]);
  });

  it.each(commands)("%s", { timeout: 40_000 }, async (command) => {
    const words = [...command.matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    // The API's port may be taken on the machine that tests.
    const args = words[0] === "up" ? [...words, "--port", "0"] : words;
    const { code, err } = await drover(args, { env, cwd: home });
    expect([code, err]).toEqual([0, ""]);
  });

  it("a second daemon on the same data directory is refused", async () => {
    const { code, err } = await drover(["up", "--port", "0"], { env, cwd: home });
    expect(code).toBe(2);
    expect(err).toContain("a daemon already runs on");
  });

  it("down stops it and leaves the agent alone", async () => {
    expect((await drover(["down"], { env, cwd: home })).out).toBe("Stopped.\n");
    expect(tmux("list-panes", "-a", "-F", "#{session_name} #{pane_dead}").toString()).toBe("work 0\n");
    expect(tmux("show-hooks", "-g").toString()).not.toContain("drover");
  });
});

it("npm scripts named in the README exist", () => {
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !(name in packageJson.scripts))).toEqual([]);
});

it("the version said is the package's", () => {
  expect(VERSION).toBe(packageJson.version);
});
