// A real daemon, the real hook script, an agent that calls it as Claude Code does, in a tmux server of its own.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { hookPlaces } from "../../adapters/agent-hooks/places.ts";
import { fastestSender } from "../../adapters/agent-hooks/fastest.ts";
import { hookScript } from "../../adapters/agent-hooks/script.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { waitFor } from "../support/wait.ts";
import { house, sessionOn, taskIs } from "./house.ts";
import type { House } from "./house.ts";

const SUBMIT = "drover-demo-agent/hook-UserPromptSubmit";
const SLOW = { timeout: 60_000 };
const FASTEST = await fastestSender(process.env["PATH"] ?? "");

/** A house whose agent has our hooks. */
function hooked(agent: readonly string[] = []): House & { readonly spool: string } {
  const made = house((data) => ["--hook", hookPlaces(data).script, ...agent]);
  const places = hookPlaces(made.data);
  mkdirSync(places.folder, { recursive: true, mode: 0o700 });
  writeFileSync(places.script, hookScript(made.data, places, FASTEST), { mode: 0o700 });
  return { ...made, spool: places.spool };
}

it("a task is proven by the agent's receipt and done by its word", SLOW, async () => {
  const { start, submitted } = hooked();
  const daemon = await start();
  await daemon.service.add({ content: "Say so yourself" });
  const task = await taskIs(daemon, "done");
  expect(submitted()).toEqual([`Say so yourself\n[drover ${task.id}]`]);
  const entries = daemon.service.journal({ limit: 500, end: "newest" });
  const receipt = entries.findIndex(({ type }) => type === "receipt");
  const delivered = entries.findIndex(({ kind, type }) => kind === "event" && type === "delivered");
  expect(entries[receipt]?.data).toMatchObject({ tag: task.id, turn: "turn-0" });
  // A hook that waits too long for its answer, on a loaded machine, lets the turn begin: the screen is first then.
  const first = receipt < delivered ? { kind: "receipt", seen: expect.stringContaining(SUBMIT) } : { kind: "screen" };
  expect(entries[delivered]?.data).toMatchObject({ proof: first });
  expect(entries.find(({ kind, type }) => kind === "event" && type === "channel")?.data).toMatchObject({
    turn: "ended",
    task: task.id,
    seen: expect.stringContaining("drover-demo-agent/hook-Stop"),
  });
  const said = entries.filter(
    ({ type, data }) => type === "capture" && JSON.stringify(data).includes('"source":"channel"'),
  );
  expect(said.length).toBeGreaterThan(0);
});

it("nothing fires on Esc: the turn is over all the same, and the task is not done", SLOW, async () => {
  const { start, tmux, pane } = hooked(["--work-range", "60000-60000"]);
  const daemon = await start();
  await daemon.service.add({ content: "Cut me short" });
  await waitFor("the turn", () => daemon.service.session("red")?.state === "working", 20_000);
  await waitFor("its evidence", () => daemon.service.session("red")?.evidence?.source === "channel", 10_000);
  tmux.run("send-keys", "-t", pane, "Escape");
  await taskIs(daemon, "failed");
  expect(daemon.service.journal({ limit: 500, end: "newest" }).some(({ type }) => type === "channel")).toBe(false);
});

it("a menu is told by the hook; a failure is the agent's own word, too", SLOW, async () => {
  const { start, tmux, pane } = hooked(["--approve-on", "1"]);
  const daemon = await start();
  await daemon.service.add({ content: "Ask first, then fail [[error]]" });
  // The screen may show the menu before the hook has said so.
  const told = () => daemon.service.session("red")?.evidence;
  await waitFor("the hook's word", () => told()?.because === "drover-demo-agent/hook-PermissionRequest", 20_000);
  expect(told()).toMatchObject({ verdict: "waiting", sub: "permission", source: "channel" });
  tmux.run("send-keys", "-t", pane, "Enter");
  await taskIs(daemon, "failed");
  const entries = daemon.service.journal({ limit: 500, end: "newest" });
  expect(entries.find(({ type }) => type === "channel")?.data).toMatchObject({ turn: "failed" });
});

it("a killed agent's last word dies with it, though the pane's command has the same name", SLOW, async () => {
  const { start, data, tmux } = hooked();
  const agent = `'${process.execPath}' cli/demo/agent.ts --name demo-agent --boot 100 --work 60000`;
  const wrapped = `${agent} --hook '${hookPlaces(data).script}'; exec sh`;
  const pane = tmux.open("wrapped", ["sh", "-c", wrapped], { cols: 90, rows: 24 });
  const daemon = await start({ sessions: [{ ...sessionOn(tmux.socket), tmux: "wrapped" }] });
  await waitFor("the agent", () => daemon.service.session("red")?.activity === "idle", 20_000);
  tmux.run("send-keys", "-t", pane, "-l", "work");
  tmux.run("send-keys", "-t", pane, "Enter");
  await waitFor("its word", () => daemon.service.session("red")?.evidence?.because.includes("/hook-"), 20_000);
  const panePid = Number(tmux.run("display-message", "-p", "-t", pane, "#{pane_pid}"));
  const below = await systemProcesses().below(panePid);
  const victim = below.find(({ args }) => args.includes("demo/agent.ts") && !args.startsWith("sh "));
  process.kill(victim?.pid ?? 0, "SIGKILL");
  await waitFor("the bare shell", () => daemon.service.session("red")?.state === "gone", 20_000);
});

it("what was submitted and ended while no daemon ran is known to the next one", SLOW, async () => {
  const { start, tmux, pane, submitted, spool } = hooked(["--swallow-first-enter", "silent"]);
  const first = await start();
  await first.service.add({ content: "Sent by hand in between" });
  await waitFor("our Enter", () => phases(first).includes("entered"), 20_000);
  await first.stop();
  tmux.run("send-keys", "-t", pane, "Enter");
  await waitFor("the end of the turn", () => waiting(spool).length === 2, 20_000);
  const second = await start();
  const task = await taskIs(second, "done");
  expect(submitted()).toEqual([`Sent by hand in between\n[drover ${task.id}]`]);
  const entries = second.service.journal({ limit: 500, end: "newest" });
  expect(entries.find(({ kind, type }) => kind === "event" && type === "delivered")?.data).toMatchObject({
    proof: { kind: "receipt" },
  });
  expect(waiting(spool)).toEqual([]);
});

const phases = (daemon: { service: { journal: Awaited<ReturnType<House["start"]>>["service"]["journal"] } }) =>
  daemon.service
    .journal({ limit: 500, end: "newest" })
    .filter(({ kind }) => kind === "delivery")
    .map(({ type }) => type);

const waiting = (spool: string): readonly string[] =>
  existsSync(spool) ? readdirSync(spool).filter((name) => name.endsWith(".call")) : [];
