import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { deadDaemons, parseHooks } from "../../../adapters/tmux/hooks.ts";
import type { Run } from "../../../adapters/tmux/run.ts";
import { tmuxRun } from "../../../adapters/tmux/run.ts";
import { systemClock } from "../../../adapters/clock.ts";
import { removeHooks, wake } from "../../../adapters/tmux/wake.ts";
import type { TestTmux } from "../../support/tmux.ts";
import { tmuxForTest } from "../../support/tmux.ts";
import { processesWith } from "../../harm/person.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { waitFor } from "../../support/wait.ts";

const hooksOf = (tmux: TestTmux) => parseHooks(tmux.run("show-hooks", "-g", ";", "show-hooks", "-gw"));
const runOn = (tmux: TestTmux): Run => tmuxRun({ socket: tmux.socket, clock: systemClock() });
/** A daemon that waits for wakes, with a clock of its own for its rests. */
async function daemon(tmux: TestTmux, dataDirHash: string, run = runOn(tmux)) {
  const clock = manualClock();
  const seen = { wakes: 0 };
  const stop = await wake({ run, socket: tmux.socket, clock, dataDirHash }, () => void (seen.wakes += 1));
  onTestFinished(stop);
  return { clock, seen, stop };
}

test("two daemons on one server, and the user's own hook, live side by side", async () => {
  const tmux = tmuxForTest();
  const pane = tmux.open("s", ["cat"]);
  tmux.run("set-hook", "-g", "alert-bell[77]", "display-message hello");
  const [one, two] = [await daemon(tmux, "aaa"), await daemon(tmux, "bbb")];
  const titles = () => hooksOf(tmux).filter(({ name }) => name === "pane-title-changed");
  expect(titles().map(({ index, command }) => `${index} ${command}`)).toEqual([
    "78 wait-for -S drover-aaa",
    "79 wait-for -S drover-bbb",
  ]);
  await waitFor("both to wait", () => one.seen.wakes === 1 && two.seen.wakes === 1);
  one.clock.advance(500);
  two.clock.advance(500);
  tmux.run("select-pane", "-t", pane, "-T", "new");
  await waitFor("both wakes", () => one.seen.wakes === 2 && two.seen.wakes === 2);
  await one.stop();
  expect(titles().map(({ index }) => index)).toEqual([79]);
  expect(hooksOf(tmux).find(({ name, index }) => name === "alert-bell" && index === 77)?.command).toBe(
    "display-message hello",
  );
  await two.stop();
  expect(hooksOf(tmux)).toHaveLength(1);
});

test("a daemon whose index the user took stands at another at its next start, and there alone", async () => {
  const tmux = tmuxForTest();
  tmux.open("s", ["cat"]);
  const first = await daemon(tmux, "aaa");
  tmux.run("set-hook", "-g", "alert-bell[77]", "display-message hello");
  const again = await daemon(tmux, "aaa");
  const ours = hooksOf(tmux).filter(({ command }) => command.includes("drover-aaa"));
  expect(ours.map(({ index }) => index)).toEqual(Array.from({ length: 8 }, () => 78));
  await Promise.all([first.stop(), again.stop()]);
  expect(hooksOf(tmux).map(({ command }) => command)).toEqual(["display-message hello"]);
});

test("a hook that the user sets between our look and our deed is his", async () => {
  const tmux = tmuxForTest();
  tmux.open("s", ["cat"]);
  const users: string[] = [];
  const between: Run = async (command) => {
    const ran = await runOn(tmux)(command);
    const next = users.shift();
    if (next !== undefined) tmux.run("set-hook", "-g", next, "display-message hello");
    return ran;
  };
  users.push("alert-bell[77]");
  const { stop } = await daemon(tmux, "aaa", between);
  const ours = hooksOf(tmux).filter(({ command }) => command.includes("drover-aaa"));
  expect(ours.map(({ index }) => index)).toEqual(Array.from({ length: 8 }, () => 78));
  users.push("pane-died[78]");
  await stop();
  expect(hooksOf(tmux).map(({ name, index, command }) => `${name}[${index}] ${command}`)).toEqual([
    "alert-bell[77] display-message hello",
    "pane-died[78] display-message hello",
  ]);
});

test("ours are removed, too, where a session has hooks of its own for the same", async () => {
  const tmux = tmuxForTest();
  tmux.open("s", ["cat"]);
  tmux.run("set-hook", "-t", "s", "alert-bell[0]", "display-message hello");
  const { stop } = await daemon(tmux, "aaa");
  expect(isHooked(tmux)).toBe(true);
  await stop();
  expect(hooksOf(tmux)).toEqual([]);
});

for (const signals of [1, 2, 10, 11])
  test(`${signals} signals during a rest make one wake, after it`, async () => {
    const tmux = tmuxForTest();
    const pane = tmux.open("s", ["cat"]);
    const { clock, seen } = await daemon(tmux, "aaa");
    let titles = 0;
    const title = () => tmux.run("select-pane", "-t", pane, "-T", `${(titles += 1)}`);
    await waitFor("the wait", () => seen.wakes === 1);
    clock.advance(500);
    title();
    await waitFor("the first wake", () => seen.wakes === 2);
    for (let n = 0; n < signals; n += 1) title();
    clock.advance(499);
    expect(seen.wakes).toBe(2);
    clock.advance(1);
    await waitFor("the wake after the rest", () => seen.wakes === 3);
  });

test("a server that comes back gets the hooks again, and its coming is a wake", async () => {
  const tmux = tmuxForTest();
  tmux.open("s", ["cat"]);
  const { clock, seen } = await daemon(tmux, "aaa");
  tmux.run("kill-server");
  await waitFor("its end", () => (clock.advance(500), isDown(tmux)));
  const pane = tmux.open("s", ["cat"]);
  await waitFor("the hooks", () => (clock.advance(500), isHooked(tmux)));
  const before = seen.wakes;
  tmux.run("select-pane", "-t", pane, "-T", "new");
  await waitFor("the title's wake", () => (clock.advance(500), seen.wakes > before));
});

test("a server restarted during a rest gets the hooks again", async () => {
  const tmux = tmuxForTest();
  const first = tmux.open("s", ["cat"]);
  const { clock, seen } = await daemon(tmux, "aaa");
  await waitFor("the wait", () => seen.wakes === 1);
  clock.advance(500);
  tmux.run("select-pane", "-t", first, "-T", "new");
  await waitFor("the first wake", () => seen.wakes === 2);
  tmux.run("kill-server");
  await waitFor("its end", () => isDown(tmux));
  tmux.open("s", ["cat"]);
  await waitFor("the hooks", () => (clock.advance(500), isHooked(tmux)));
  await waitFor("the wake", () => (clock.advance(500), seen.wakes > 2));
});

test("a daemon that started before tmux is told when it comes", async () => {
  const tmux = tmuxForTest();
  const { clock, seen } = await daemon(tmux, "aaa");
  tmux.open("s", ["cat"]);
  await waitFor("the wake", () => (clock.advance(2_000), seen.wakes === 1));
});

test("hooks of dead daemons are found and removed, those of the living stay", async () => {
  const tmux = tmuxForTest();
  tmux.open("s", ["cat"]);
  for (const hash of ["dead1", "live1"]) tmux.run("set-hook", "-ga", "pane-died", `wait-for -S drover-${hash}`);
  tmux.run("set-hook", "-ga", "pane-died", "wait-for -S somebody-else");
  const dead = deadDaemons(hooksOf(tmux), ["live1"]);
  expect(dead).toEqual(["dead1"]);
  await removeHooks(tmuxRun({ socket: tmux.socket, clock: systemClock() }), dead);
  expect(hooksOf(tmux).map(({ command }) => command)).toEqual([
    "wait-for -S drover-live1",
    "wait-for -S somebody-else",
  ]);
});

const isHooked = (tmux: TestTmux): boolean =>
  hooksOf(tmux).filter(({ command }) => command.includes("drover-aaa")).length === 8;

function isDown(tmux: TestTmux): boolean {
  try {
    tmux.run("display-message", "-p", "#{pid}");
    return false;
  } catch {
    return true;
  }
}

const RUN = new URL("../../../adapters/tmux/run.ts", import.meta.url).href;
/** A program of many waits, each as a daemon's; it says when all of them have begun. */
const WAITER = (socket: string, waits: number) => `
import { fork } from ${JSON.stringify(RUN)};
const begun = new Set();
for (let n = 0; n < ${waits}; n += 1) {
  const wait = { args: ["display-message", "-p", "here", ";", "wait-for", "c"] };
  fork(${JSON.stringify(socket)}, wait, { args: ["wait-for", "-S", "c"] }, () => {
    if (begun.add(n).size === ${waits}) process.stdout.write("all");
  });
}`;

const LINUX = existsSync("/proc/self/statm");
test.skipIf(!LINUX)("a daemon that is killed while it waits leaves nothing in the server's memory", async () => {
  const tmux = tmuxForTest();
  tmux.open("s", ["cat"]);
  const pid = tmux.run("display-message", "-p", "#{pid}").trim();
  // Only Linux tells the memory of another process. KB
  const memory = () => Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4;
  const afterDeath = async () => {
    const waiter = spawn(process.execPath, ["--input-type=module", "-e", WAITER(tmux.socket, 25)]);
    await once(waiter.stdout, "data");
    waiter.kill("SIGKILL");
    await waitFor("the end of all waits", () => processesWith(tmux.socket).every((line) => !line.includes("wait-for")));
    return memory();
  };
  const after: number[] = [];
  for (let times = 0; times < 5; times += 1) after.push(await afterDeath());
  const grown = after.slice(1).map((kb, at) => kb - (after[at] ?? 0));
  // 4 KB for each wait that is not let off first, 100 at each death; the server takes room for its own work now and then.
  expect(grown.filter((kb) => kb < 50).length, grown.join(" ")).toBeGreaterThan(1);
});
