import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { tmuxForTest } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";
import { drover } from "./drover.ts";

const home = mkdtempSync(join(tmpdir(), "drover-life-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
/** No tmux server, no config and no data directory but the test's own. */
const env = { TMUX_TMPDIR: home, HOME: home };
const run = (args: readonly string[]) => drover(args, { env, cwd: home });
const folderFor = (name: string): string => {
  const folder = join(home, name);
  mkdirSync(folder);
  return folder;
};

it("up --detach, up again, down: each one JSON document, or one line", { timeout: 40_000 }, async () => {
  const folder = join(home, "detached");
  const up = await run(["up", "--detach", "--json", "--port", "0", "--data-dir", folder]);
  expect([up.code, up.err]).toEqual([0, ""]);
  const began = JSON.parse(up.out) as { readonly pid: number; readonly port: number };
  expect(began).toEqual({
    pid: expect.any(Number),
    port: expect.any(Number),
    socket: join(folder, "drover.sock"),
    log: join(folder, "logs", "monitor.log"),
  });
  expect(readFileSync(join(folder, "logs", "monitor.log"), "utf8")).toContain(`API on http://127.0.0.1:${began.port}`);
  const again = await run(["up", "--detach", "--port", "0", "--data-dir", folder]);
  expect(again).toEqual({ code: 2, out: "", err: `drover: a daemon already runs on ${folder}; see drover status\n` });
  const down = await run(["down", "--json", "--data-dir", folder]);
  expect([down.code, down.err, JSON.parse(down.out)]).toEqual([0, "", { pid: began.pid, killed: false }]);
});

it("a start in the background that fails shows what this start wrote, and its exit code", async () => {
  const folder = folderFor("bad-config");
  const file = join(home, "bad.toml");
  writeFileSync(file, "[monitor]\ncapture_lines = 0\n");
  mkdirSync(join(folder, "logs"));
  writeFileSync(join(folder, "logs", "monitor.log"), "of an earlier start\n");
  expect(await run(["up", "--detach", "--config", file, "--data-dir", folder])).toEqual({
    code: 2,
    out: "",
    err: [
      `drover: the daemon did not start; it wrote into ${join(folder, "logs", "monitor.log")}:`,
      `drover: ${file}: monitor.capture_lines is 0; must be a whole number from 1 to 10000`,
      "",
    ].join("\n"),
  });
});

describe("down", () => {
  const nobody = (folder: string) => ({ code: 2, out: "", err: `drover: no daemon runs on ${folder}\n` });

  it("leaves a process alone that is not the one in the pid file", async () => {
    const folder = folderFor("reused");
    const file = { pid: process.pid, start: "another time", socket: join(folder, "drover.sock") };
    writeFileSync(join(folder, "drover.pid"), JSON.stringify(file));
    expect(await run(["down", "--data-dir", folder])).toEqual(nobody(folder));
  });

  it.each(["", "{", "[]", '{"pid":"1"}'])("takes %j for no pid file", async (text) => {
    const folder = folderFor(`garbage-${text.length}`);
    writeFileSync(join(folder, "drover.pid"), text);
    expect(await run(["down", "--data-dir", folder])).toEqual(nobody(folder));
  });

  it("wants a duration", async () => {
    expect(await run(["down", "--timeout", "soon"])).toEqual({
      code: 2,
      out: "",
      err: 'drover: --timeout soon: a duration such as "10s" is meant\n',
    });
  });
});

describe("a daemon in the foreground", () => {
  /** Starts it and waits until it answers. */
  async function started(
    folder: string,
    ...node: readonly string[]
  ): Promise<{ readonly child: ChildProcess; readonly ended: Promise<unknown[]> }> {
    const { TMUX: _tmux, TMUX_PANE: _pane, ...rest } = process.env;
    const args = [...node, "cli/bin.js", "up", "--json", "--port", "0", "--data-dir", folder];
    const child = spawn(process.execPath, args, { env: { ...rest, ...env }, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "close");
    onTestFinished(() => void child.kill("SIGKILL"));
    const [said] = await once(child.stdout, "data");
    expect(JSON.parse(String(said))).toMatchObject({ pid: child.pid, socket: join(folder, "drover.sock") });
    return { child, ended };
  }

  it.each(["SIGTERM", "SIGINT"] as const)("ends well on %s", async (name) => {
    const folder = join(home, name);
    const { child, ended } = await started(folder);
    child.kill(name);
    expect(await ended).toEqual([0, null]);
    expect(existsSync(join(folder, "drover.pid"))).toBe(false);
  });

  it("ends though something in it still waits", async () => {
    const { child, ended } = await started(
      join(home, "waits"),
      "--import",
      "data:text/javascript,setInterval(() => {}, 1e9)",
    );
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("ends well when its terminal is closed", async () => {
    const folder = join(home, "closed");
    const tmux = tmuxForTest();
    const settings = Object.entries(env).map(([key, value]) => `${key}=${value}`);
    const up = [process.execPath, "cli/bin.js", "up", "--port", "0", "--data-dir", folder];
    const pane = tmux.open("up", ["env", "-u", "TMUX", ...settings, ...up]);
    const pid = await waitFor(
      "the daemon",
      () => existsSync(join(folder, "drover.pid")) && tmux.run("list-panes", "-t", pane, "-F", "#{pane_pid}").trim(),
    );
    tmux.open("other", ["sleep", "60"]);
    tmux.run("kill-session", "-t", "=up");
    await waitFor("its end", () => !isAlive(Number(pid)), 10_000);
    expect(existsSync(join(folder, "drover.pid"))).toBe(false);
  });

  it("without a terminal SIGHUP has it read its config again", async () => {
    const folder = join(home, "hup");
    const { child, ended } = await started(folder);
    for (let times = 0; times < 3; times += 1) child.kill("SIGHUP");
    expect((await run(["status", "--data-dir", folder])).code).toBe(0);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("that hangs is killed by down after its timeout, and can be started again", async () => {
    const folder = join(home, "hangs");
    const { child, ended } = await started(folder);
    child.kill("SIGSTOP");
    expect(await run(["down", "--timeout", "200ms", "--data-dir", folder])).toEqual({
      code: 0,
      out: "Killed: it did not stop in time. The next start takes up what was under way.\n",
      err: "",
    });
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(existsSync(join(folder, "drover.pid"))).toBe(false);
    const { child: next, ended: nextEnded } = await started(folder);
    next.kill("SIGTERM");
    expect(await nextEnded).toEqual([0, null]);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
