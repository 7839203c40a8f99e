import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { parseStat, procProcesses } from "../../adapters/processes/proc.ts";
import { parseTable, psProcesses } from "../../adapters/processes/ps.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { tmuxForTest } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";

const ways = { proc: procProcesses, ps: psProcesses, system: systemProcesses };

for (const [way, make] of Object.entries(ways)) {
  test(`${way}: a pane's processes, parents first, and which of them holds the terminal`, async () => {
    const tmux = tmuxForTest();
    const pane = tmux.open("s", ["bash", "--norc", "--noprofile", "-i"]);
    const panePid = Number(tmux.run("display-message", "-p", "-t", pane, "#{pane_pid}"));
    await waitFor("the prompt", () => tmux.screen(pane)[0] !== "");
    tmux.run("send-keys", "-t", pane, "sleep 87 & (sleep 88; true)", "Enter");
    const processes = make();
    // The shell hands the terminal over a moment after it has forked.
    const found = await waitFor("the second sleep to hold the terminal", async () => {
      const all = await processes.below(panePid);
      const held = all.find(({ foreground }) => foreground)?.pid;
      // Forked, and not yet what it will be: both are waited for.
      const areThere = ["sleep 87", "sleep 88"].every((line) => all.some(({ args }) => args === line));
      return held !== undefined && held !== panePid && areThere && all;
    });
    expect(found[0]).toMatchObject({ pid: panePid, foreground: false });
    expect(found[0]?.args).toContain("bash");
    expect(found.find(({ args }) => args === "sleep 87")?.foreground).toBe(false);
    expect(found.find(({ args }) => args === "sleep 88")?.foreground).toBe(true);
    const places = found.map(({ parent }) => found.findIndex(({ pid }) => pid === parent));
    expect(places.slice(1).every((place, i) => place >= 0 && place <= i)).toBe(true);
    expect(found.map(({ pid, start }) => ({ pid, start }))[0]).toEqual(await processes.identify(panePid));
  });

  test(`${way}: a process and all above it, nearest first`, async () => {
    const child = spawn("sh", ["-c", "sleep 60; true"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    const processes = make();
    const inner = await waitFor("the sleep", async () =>
      (await processes.below(child.pid ?? 0)).find(({ args }) => args === "sleep 60"),
    );
    onTestFinished(() => void process.kill(inner.pid, "SIGKILL"));
    const above = await processes.above(inner.pid);
    expect(above.slice(0, 3).map(({ pid }) => pid)).toEqual([inner.pid, child.pid, process.pid]);
    expect(above.every(({ parent }, at) => above[at + 1] === undefined || above[at + 1]?.pid === parent)).toBe(true);
    expect(await processes.above(2 ** 22 + 1)).toEqual([]);
  });

  test(`${way}: a process that has ended is gone`, async () => {
    const child = spawn("sleep", ["60"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    const pid = child.pid ?? 0;
    const processes = make();
    const first = await processes.identify(pid);
    expect(first?.pid).toBe(pid);
    expect(await processes.identify(pid)).toEqual(first);
    expect(processes.isAlive(pid)).toBe(true);
    child.kill("SIGKILL");
    await waitFor("its end", async () => (await processes.identify(pid)) === undefined);
    expect(await processes.below(pid)).toEqual([]);
    expect(processes.isAlive(pid)).toBe(false);
  });
}

test("a program's name may hold blanks and parentheses", () => {
  const rest = "S 7 42 42 34816 42 4194304 1 0 0 0 0 0 0 0 20 0 1 0 987654 0 0";
  expect(parseStat(9, `9 (a) b) 1 (c) ${rest}`, "")).toEqual({
    pid: 9,
    start: "987654",
    parent: 7,
    args: "a) b) 1 (c",
    foreground: true,
    zombie: false,
  });
});

test("a line of ps, as macOS prints it", () => {
  expect(parseTable("  501     1   501     -1 Ss   Mon Nov 24 14:31:03 2025     /sbin/x -a  b\n")).toEqual([
    {
      pid: 501,
      start: "Mon Nov 24 14:31:03 2025",
      parent: 1,
      args: "/sbin/x -a  b",
      foreground: false,
      zombie: false,
    },
  ]);
});
