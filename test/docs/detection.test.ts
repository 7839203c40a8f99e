import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drover } from "../cli/drover.ts";
import { waitFor } from "../support/wait.ts";

const page = readFileSync("docs/detection.md", "utf8");
const commands = [...page.matchAll(/^npm run drover -- (.+)$/gm)].map(([, command = ""]) => command);
const home = mkdtempSync(join(tmpdir(), "drover-detection-"));
/** A tmux folder of our own: its `default` server is nobody else's. */
const env = { TMUX_TMPDIR: home, DROVER_DATA_DIR: join(home, "data"), HOME: home };
const tmux = (...args: readonly string[]) =>
  execFileSync("tmux", ["-u", "-f", "/dev/null", ...args], { env: { ...process.env, ...env, TMUX: "" } });
const run = (args: readonly string[]) => drover(args, { env, cwd: home });
let task = "";

describe("the commands of docs/detection.md", () => {
  beforeAll(async () => {
    const agent = [process.execPath, "cli/demo/agent.ts", "--name", "demo-agent"];
    tmux("new-session", "-d", "-s", "work", "-x", "100", "-y", "30", "--", ...agent);
    writeFileSync(join(home, "drover.toml"), `[[sessions]]\nname = "work"\n${tables()}`);
    writeFileSync(join(home, "screen.txt"), "› \n");
    const up = await run(["up", "--detach", "--port", "0"]);
    expect([up.code, up.err]).toEqual([0, ""]);
    const added = await run(["tasks", "add", "x", "--project", "nowhere", "--json"]);
    task = (JSON.parse(added.out) as { readonly task: { readonly id: string } }).task.id;
    await waitFor("a verdict", async () => (await run(["why", "work"])).out.includes("because  idle"), 30_000);
  }, 90_000);
  afterAll(async () => {
    await run(["down"]);
    tmux("kill-server");
    rmSync(home, { recursive: true, force: true });
  });

  it("are the ones tried here, in this order", () => {
    expect(commands).toEqual([
      "why SESSION",
      "why SESSION --screen",
      "why TASK",
      "detect --session SESSION",
      "detect screen.txt --agent codex",
      "record SESSION --for 10s --out case --mask",
      "replay case.SIZE --expect case.SIZE.labels.json",
      "config check",
    ]);
  });

  it.each(commands)("%s", { timeout: 60_000 }, async (command) => {
    const words = command
      .split(" ")
      .map((word) => word.replace("SESSION", "work").replace("TASK", task).replaceAll("SIZE", "100x30"));
    const { code, err } = await run(words);
    expect([code, err]).toEqual([0, ""]);
  });
});

/** The page's own profile, without the session that goes with it. */
const tables = (): string => (/```toml\n([^`]*)```/.exec(page)?.[1] ?? "").split("[[sessions]]")[0] ?? "";
