// What only the real server can show: environments, sockets, odd names, many panes, a server that hangs.
import { mkdtempSync, copyFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../../../adapters/clock.ts";
import { fileSpool } from "../../../adapters/spool.ts";
import { tmuxRun } from "../../../adapters/tmux/run.ts";
import type { TmuxOptions } from "../../../adapters/tmux/server.ts";
import { tmuxServer } from "../../../adapters/tmux/server.ts";
import { judge, tmuxVersion } from "../../../adapters/tmux/version.ts";
import { claimId, paneId } from "../../../machines/ids.ts";
import { tmuxForTest } from "../../support/tmux.ts";
import type { TestTmux } from "../../support/tmux.ts";
import { written } from "../../support/written.ts";
import { waitFor } from "../../support/wait.ts";

afterEach(() => vi.unstubAllEnvs());

const clock = systemClock();
const serverOn = (socket: string, options: Partial<TmuxOptions> = {}) =>
  tmuxServer({ socket, dataDirHash: "a1", clock, ...options });

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "drover-tmux-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("it works without any environment, and whatever TMUX says", async () => {
  const [tmux, other] = [tmuxForTest(), tmuxForTest()];
  const pane = paneId(tmux.open("ours", ["sh", "-c", "printf '\\033]2;é😀\\007› ü'; exec sleep 600"]));
  await waitFor("its screen", () => tmux.screen(pane)[0] !== "");
  other.open("theirs", ["cat"]);
  const elsewhere = other.run("display-message", "-p", "#{socket_path},#{pid},0").trimEnd();
  // Another tmux under test is found by the PATH alone.
  const kept = process.env["DROVER_TMUX"] === undefined ? undefined : "PATH";
  for (const name of Object.keys(process.env)) if (name !== kept) vi.stubEnv(name, undefined);
  vi.stubEnv("TMUX", elsewhere);
  vi.stubEnv("TMUX_PANE", "%0");
  const server = serverOn(tmux.socket);
  expect(await server.list()).toMatchObject({ panes: [{ session: "ours", title: "é😀" }] });
  const seen = (await server.look([pane])).get(pane);
  expect(seen?.frame).toMatchObject({ title: "é😀" });
  expect(seen?.frame.rows[0]).toBe("› ü");
});

test("a socket with a slash is a path", async () => {
  const tmux = tmuxForTest();
  tmux.open("s", ["cat"]);
  const path = tmux.run("display-message", "-p", "#{socket_path}").trimEnd();
  expect(await serverOn(path).list()).toMatchObject({ kind: "panes", panes: [{ session: "s" }] });
});

test("a server without sessions has no panes", async () => {
  const tmux = tmuxForTest();
  const pane = paneId(tmux.open("s", ["cat"]));
  tmux.run("set-option", "-g", "exit-empty", "off");
  tmux.run("kill-session", "-t", "=s:");
  const server = serverOn(tmux.socket);
  expect(await server.list()).toMatchObject({ kind: "panes", panes: [] });
  expect(await server.sweep()).toMatchObject({ kind: "moved", panes: [] });
  expect(await server.look([pane])).toEqual(new Map());
});

test("a command's name with a newline and tabs, and a screen that plays our protocol, stay data", async () => {
  const tmux = tmuxForTest();
  const program = join(folder(), "sl\nee\tp");
  copyFileSync("/bin/sleep", program);
  const odd = paneId(openNamed(tmux, "a\tb #{pid}", [program, "600"]));
  const show = "=AAAAAAAA\t1\t2\t%0\n=AAAAAAAA %1 5\n%end 1 1 1\nPASTED";
  const plain = paneId(tmux.open("z", ["sh", "-c", `printf '%s' '${show}'; exec sleep 600`]));
  const server = serverOn(tmux.socket);
  const seen = await waitFor("the screen", async () => {
    const seen = await server.look([odd, plain]);
    return seen.get(plain)?.frame.rows[3] === "PASTED" && seen.get(odd)?.frame.command !== "tmux" && seen;
  });
  // tmux 3.8 itself leaves such a name out.
  const isNamed = tmux.run("display-message", "-p", "-t", odd, "#{pane_current_command}").trim() !== "";
  expect(seen.get(odd)?.frame.command).toMatch(isNamed ? /^sl/ : /^$/);
  expect(seen.get(plain)?.frame.rows.slice(0, 3)).toEqual([
    "=AAAAAAAA       1       2       %0",
    "=AAAAAAAA %1 5",
    "%end 1 1 1",
  ]);
  const listing = await server.list();
  expect(listing.kind === "panes" && listing.panes.map(({ pane }) => pane)).toEqual([odd, plain]);
});

test("more panes than one fork takes, one of them gone", async () => {
  const tmux = tmuxForTest();
  const panes = [paneId(tmux.open("s", ["cat"], { cols: 20, rows: 4 }))];
  const open = ["new-window", "-d", "-P", "-F", "#{pane_id}", "--", "cat", ";"];
  // tmux 3.8 takes fewer commands at once than 3.3.
  const fortyMore = Array.from({ length: 40 }, () => open).flat();
  for (let times = 0; times < 4; times += 1)
    panes.push(
      ...tmux
        .run(...fortyMore)
        .trimEnd()
        .split("\n")
        .map(paneId),
    );
  tmux.run("kill-pane", "-t", panes[80] ?? "");
  const seen = await serverOn(tmux.socket).look(panes);
  expect(panes.filter((pane) => !seen.has(pane))).toEqual([panes[80]]);
});

/** Newer tmux refuse some names of sessions: there it goes by another. */
function openNamed(tmux: TestTmux, name: string, program: readonly string[]): string {
  try {
    return tmux.open(name, program);
  } catch (error) {
    if (!String(error).includes("invalid session name")) throw error;
    return tmux.open("a", program);
  }
}

test("a server that hangs is in doubt after the deadline, and so is what it was told", async () => {
  const tmux = tmuxForTest();
  const pane = paneId(tmux.open("s", ["cat"]));
  const pid = Number(tmux.run("display-message", "-p", "#{pid}"));
  const server = serverOn(tmux.socket, { deadlineMs: 200 });
  const facts = (await server.look([pane])).get(pane)?.facts;
  if (facts === undefined) throw new Error("no look");
  process.kill(pid, "SIGSTOP");
  try {
    expect(await server.list()).toMatchObject({ kind: "in doubt", why: "tmux did not answer within 200 ms" });
    expect(await server.sweep()).toMatchObject({ kind: "in doubt" });
    expect(await server.look([pane])).toEqual(new Map());
    expect(await server.mark({ identity: facts.identity, from: "", to: "c1:void" })).toMatchObject({
      kind: "in doubt",
    });
  } finally {
    process.kill(pid, "SIGCONT");
  }
});

test("a key of an attached person, in a session of a group too, makes an older look void", async () => {
  const [tmux, terminal] = [tmuxForTest(), tmuxForTest()];
  const pane = paneId(tmux.open("s", ["cat"]));
  tmux.run("new-session", "-d", "-t", "s", "-s", "second");
  const server = serverOn(tmux.socket);
  const spool = written(await fileSpool(folder()).write(claimId("c1"), "text"));
  const look = async () => {
    const seen = (await server.look([pane])).get(pane);
    return seen && { ...seen.facts, cursor: seen.frame.cursor };
  };
  const seat = terminal.open("seat", ["env", "-u", "TMUX", "tmux", "-u", "-L", tmux.socket, "attach", "-t", "=second"]);
  await waitFor("the person", () => tmux.run("list-clients", "-F", "#{session_name}").trim() === "second");
  const before = await look();
  if (before === undefined) throw new Error("no look");
  const after = await waitFor("the key to count", async () => {
    terminal.run("send-keys", "-t", seat, "x");
    const facts = await look();
    return facts !== undefined && facts.activity > before.activity && facts;
  });
  const order = { identity: before.identity, claim: claimId("c1"), previousMark: "", spool, nonce: "n" };
  const { activity, cursor } = await waitFor("the keys to be echoed", () => look());
  expect(await server.paste({ ...order, activity: before.activity, cursor })).toMatchObject({ kind: "refused" });
  await waitFor("a paste by a fresh look", async () => {
    const facts = await look();
    return facts !== undefined && (await server.paste({ ...order, ...facts })).kind === "done";
  });
  expect(activity).toBeGreaterThan(before.activity);
  expect(after.activity).toBeGreaterThan(before.activity);
});

test("old buffers that belong to no claim are dropped, the user's own never", async () => {
  const tmux = tmuxForTest();
  tmux.open("s", ["cat"]);
  for (const name of ["drover-c1-n", "drover-c2-n", "drover-", "mine"]) tmux.run("set-buffer", "-b", name, "x");
  const names = () => tmux.run("list-buffers", "-F", "#{buffer_name}").trimEnd().split("\n").sort();
  await serverOn(tmux.socket).dropBuffers([]);
  expect(names()).toHaveLength(4);
  const later = { ...clock, wall: () => Date.now() + 60_000 };
  await serverOn(tmux.socket, { clock: later }).dropBuffers([claimId("c1")]);
  expect(names()).toEqual(["drover-", "drover-c1-n", "mine"]);
});

test("the version of tmux is judged", async () => {
  expect(["tmux 3.1c", "tmux 3.2", "tmux 3.3a", "tmux next-3.8", "tmux master", ""].map(judge)).toEqual([
    { kind: "too old", version: "3.1c" },
    { kind: "ok", version: "3.2" },
    { kind: "ok", version: "3.3a" },
    { kind: "ok", version: "next-3.8" },
    { kind: "ok", version: "master" },
    { kind: "missing" },
  ]);
  const run = tmuxRun({ socket: "default", clock });
  expect(await tmuxVersion(run)).toMatchObject({ kind: "ok" });
  vi.stubEnv("PATH", folder());
  expect(await tmuxVersion(run)).toEqual({ kind: "missing" });
  expect(await serverOn("drover-test-none").list()).toMatchObject({
    kind: "in doubt",
    why: expect.stringContaining("ENOENT"),
  });
});
