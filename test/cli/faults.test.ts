import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import Database from "better-sqlite3";
import { liveSocket } from "../../cli/connect.ts";
import { socketClient } from "../../server/client.ts";
import { damage } from "../support/damage.ts";
import { waitFor } from "../support/wait.ts";
import { drover } from "./drover.ts";

const home = mkdtempSync(join(tmpdir(), "drover-faults-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const data = (name: string): readonly string[] => ["--data-dir", join(home, name)];

/** A PATH of one folder, in which `tmux` is what the test says, or is not there. */
function pathWith(tmux: string | undefined): string {
  const folder = mkdtempSync(join(home, "path-"));
  symlinkSync(process.execPath, join(folder, "node"));
  if (tmux !== undefined) {
    writeFileSync(join(folder, "tmux"), `#!/bin/sh\n${tmux}\n`);
    chmodSync(join(folder, "tmux"), 0o755);
  }
  return folder;
}

describe("what is missing is named in one line", () => {
  it("a Node that is too old", () => {
    const old = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})";
    const run = () => execFileSync(process.execPath, ["--import", old, "cli/bin.js", "status"], { stdio: "pipe" });
    expect(run).toThrow(/drover needs Node 22\.12 or newer; this is Node 20\.20\.2\. /);
  });

  it("no tmux", async () => {
    const { code, err } = await drover(["up", "--port", "0", ...data("a")], { env: { PATH: pathWith(undefined) } });
    expect([code, err]).toEqual([2, "drover: tmux is not installed, or not on PATH; install tmux 3.2 or newer\n"]);
  });

  it("a tmux that is too old", async () => {
    const { code, err } = await drover(["up", "--port", "0", ...data("b")], {
      env: { PATH: `${pathWith("echo tmux 2.9")}:/usr/bin:/bin` },
    });
    expect([code, err]).toEqual([2, "drover: tmux 2.9 is too old; drover needs 3.2 or newer\n"]);
  });

  it("a port that is taken; nothing is left running, and the directory can be used again", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const env = { TMUX_TMPDIR: home };
    const { code, err } = await drover(["up", "--port", String(port), ...data("c")], { env });
    expect([code, err]).toEqual([
      2,
      `drover: port ${port} is taken; end what uses it, or choose another with --port or server.port\n`,
    ]);
    expect((await drover(["tasks", "list", ...data("c")], { env })).code).toBe(0);
  });

  it("a database that is damaged under the daemon: it ends, and says what to do", async () => {
    const folder = join(home, "damaged");
    const running = drover(["up", "--port", "0", ...data("damaged")], { env: { TMUX_TMPDIR: home, HOME: home } });
    onTestFinished(async () => void (await drover(["down", ...data("damaged")])));
    const socket = await waitFor("the daemon", () => liveSocket(folder), 30_000);
    damage(folder);
    // It may end before it has answered.
    await socketClient(socket)
      .api.journal.$get({ query: {} })
      .catch(() => {});
    const { code, err } = await running;
    expect(code).toBe(1);
    expect(err).toBe(
      `drover: a database in ${folder} is not an SQLite database. Move it away, or choose another data directory.\n`,
    );
  });

  it("nothing to stop", async () => {
    const { code, err } = await drover(["down", ...data("none")]);
    expect([code, err]).toEqual([2, `drover: no daemon runs on ${join(home, "none")}\n`]);
  });
});

it("a daemon that was killed leaves hooks, which down removes", { timeout: 40_000 }, async () => {
  const folder = mkdtempSync(join(home, "killed-"));
  const { TMUX: _tmux, ...rest } = process.env;
  const env = { ...rest, TMUX_TMPDIR: folder };
  const tmux = (...args: readonly string[]) =>
    execFileSync("tmux", ["-f", "/dev/null", ...args], { env, encoding: "utf8" });
  tmux("new-session", "-d", "-s", "foundation", "--", "cat");
  onTestFinished(() => void tmux("kill-server"));
  const where = { env: { TMUX_TMPDIR: folder }, cwd: folder };
  const { out } = await drover(["up", "--detach", "--port", "0", ...data("killed")], where);
  await waitFor("the hooks", () => tmux("show-hooks", "-g").includes("wait-for -S drover-"));
  process.kill(Number(/pid (\d+)/.exec(out)?.[1]), "SIGKILL");
  expect(tmux("show-hooks", "-g")).toContain("wait-for -S drover-");
  await waitFor("the end of the daemon", async () => (await drover(["down", ...data("killed")], where)).code === 2);
  expect(tmux("show-hooks", "-g") + tmux("show-hooks", "-gw")).not.toContain("drover-");
});

it("brings over the tasks that the original monitor kept", async () => {
  const file = join(home, "original.db");
  const db = new Database(file);
  db.exec(`CREATE TABLE tasks (id TEXT PRIMARY KEY, content TEXT, project TEXT, category TEXT, priority INTEGER,
    status TEXT, created_at TEXT)`);
  const insert = db.prepare("INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?)");
  insert.run("t1", "Old but open", "week2-a", "fix", 80, "pending", "2026-02-14 20:00:00");
  insert.run("t2", "Long done", "week2-a", "fix", 90, "completed", "2026-02-13 20:00:00");
  db.close();
  const { code, out } = await drover(["import", "--goals-db", file, ...data("imported")]);
  expect([code, out]).toEqual([0, `Imported 1 task(s) from ${file}\n`]);
  expect((await drover(["tasks", "list", ...data("imported")])).out).toContain("Old but open");
});

it("brings over what the original monitor had counted", async () => {
  const file = join(home, "state.json");
  writeFileSync(file, JSON.stringify({ tasks_completed: 12, tasks_failed: 3, work_sessions: 20 }));
  const { code, out } = await drover(["import", "--state-file", file, ...data("counted")]);
  expect([code, out]).toEqual([0, `foundation: 12 done and 3 failed brought over from ${file}\n`]);
  expect((await drover(["status", ...data("counted")])).out).toContain("12 done, 3 failed");
});

it("the original's scripts start and stop it under their old names", { timeout: 40_000 }, async () => {
  const folder = join(home, "scripts-data");
  mkdirSync(folder);
  const env = { ...process.env, TMUX_TMPDIR: home, PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}` };
  const run = (script: string, ...args: readonly string[]) =>
    execFileSync(`scripts/${script}`, ["--data-dir", folder, ...args], { env, encoding: "utf8" });
  expect(run("start_foundation_monitor.sh", "--port", "0")).toMatch(/^drover runs in the background \(pid \d+\)/);
  expect(run("stop_foundation_monitor.sh")).toBe("Stopped.\n");
});
