import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../adapters/clock.ts";
import { deadHooks, removeDeadHooks } from "../../../adapters/tmux/dead-hooks.ts";
import { markedPanes, removeMarks } from "../../../adapters/tmux/marks.ts";
import { tmuxRun } from "../../../adapters/tmux/run.ts";
import { wake } from "../../../adapters/tmux/wake.ts";
import { claimId } from "../../../machines/ids.ts";
import type { TestTmux } from "../../support/tmux.ts";
import { tmuxForTest } from "../../support/tmux.ts";
import { waitFor } from "../../support/wait.ts";

const clock = systemClock();
const runOn = ({ socket }: TestTmux) => tmuxRun({ socket, clock });

describe("marks", () => {
  const mark = (tmux: TestTmux, pane: string, raw: string) => tmux.run("set", "-p", "-t", pane, "@drover_task", raw);
  const markOf = (tmux: TestTmux, pane: string) => tmux.run("display", "-p", "-t", pane, "#{@drover_task}").trim();

  test("of claims that are over are removed, those that are open and other daemons' stay, and so do the user's options", async () => {
    const tmux = tmuxForTest();
    const panes = ["a", "b", "c", "d"].map((name) => tmux.open(name, ["cat"]));
    const [over = "", open = "", theirs = "", foreign = ""] = panes;
    mark(tmux, over, "c-over:closed");
    mark(tmux, open, "c-open:entered");
    mark(tmux, theirs, "c-theirs:closed");
    mark(tmux, foreign, "something of the user's");
    tmux.run("set", "-p", "-t", over, "@mine", "1");
    const mine = new Map([
      ["c-over", true],
      ["c-open", false],
    ]);
    expect(await removeMarks(runOn(tmux), (claim) => mine.get(claim) ?? false)).toBe(1);
    expect(panes.map((pane) => markOf(tmux, pane))).toEqual([
      "",
      "c-open:entered",
      "c-theirs:closed",
      "something of the user's",
    ]);
    expect(tmux.run("show", "-p", "-t", over).trim()).toBe("@mine 1");
  });

  test("are read once for a pane that two sessions show", async () => {
    const tmux = tmuxForTest();
    const pane = tmux.open("one", ["cat"]);
    tmux.run("new-session", "-d", "-t", "one", "-s", "two");
    mark(tmux, pane, "c-1:closed");
    const found = await markedPanes(runOn(tmux));
    expect(found.map(({ raw, claim }) => [raw, claim])).toEqual([["c-1:closed", claimId("c-1")]]);
  });

  test("that changed between the reading and the removing stay", async () => {
    const tmux = tmuxForTest();
    const pane = tmux.open("a", ["cat"]);
    mark(tmux, pane, "c-1:closed");
    const removed = removeMarks(runOn(tmux), () => {
      mark(tmux, pane, "c-2:pasted");
      return true;
    });
    await removed;
    expect(markOf(tmux, pane)).toBe("c-2:pasted");
  });

  test("without a server there are none", async () => {
    expect(await markedPanes(tmuxRun({ socket: "drover-test-none", clock }))).toEqual([]);
  });
});

describe("hooks of dead daemons", () => {
  const hooks = (tmux: TestTmux) => tmux.run("show-hooks", "-g", ";", "show-hooks", "-gw");
  const leave = (tmux: TestTmux, hash: string) =>
    tmux.run("set-hook", "-g", "alert-bell[90]", `wait-for -S drover-${hash}`);

  test("are found and removed; a daemon that waits or rests between two waits is not dead", async () => {
    const tmux = tmuxForTest();
    tmux.open("s", ["cat"]);
    leave(tmux, "dead");
    const run = runOn(tmux);
    const stop = await wake({ run, socket: tmux.socket, clock, dataDirHash: "alive" }, () => {});
    onTestFinished(stop);
    await waitFor("the hooks of the living", () => hooks(tmux).includes("drover-alive"));
    tmux.run("wait-for", "-S", "drover-alive");
    expect(await removeDeadHooks(run, clock, "mine")).toEqual(["dead"]);
    expect(hooks(tmux)).not.toContain("drover-dead");
    expect(hooks(tmux)).toContain("drover-alive");
  });

  test("are left where the processes cannot be listed, and one's own are never meant", async () => {
    const tmux = tmuxForTest();
    tmux.open("s", ["cat"]);
    leave(tmux, "dead");
    expect(await deadHooks(runOn(tmux), clock, "mine", async () => undefined)).toEqual([]);
    expect(await deadHooks(runOn(tmux), clock, "dead")).toEqual([]);
  });
});
