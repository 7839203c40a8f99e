import { describe, expect, it } from "vitest";
import { waitFor } from "../support/wait.ts";
import { house, sessionOn, taskIs } from "./house.ts";

const SLOW = { timeout: 40_000 };

describe("nothing is typed where it does harm", () => {
  it("a person's draft holds the task back until it is gone", SLOW, async () => {
    const { start, submitted, tmux, pane } = house();
    await waitFor("the composer", () => tmux.screen(pane).some((row) => row.startsWith("demo> ")), 5_000);
    tmux.run("send-keys", "-t", pane, "-l", "half a thought");
    const daemon = await start();
    await daemon.service.add({ content: "Wait for it" });
    await waitFor("the draft to be seen", () => daemon.service.session("red")?.evidence?.verdict === "typed", 10_000);
    expect((await daemon.service.check("red"))[0]).toMatchObject({
      kind: "not now",
      message: "red: a draft stands in the composer",
    });
    expect(submitted()).toEqual([]);
    tmux.run("send-keys", "-t", pane, ...Array.from({ length: 14 }, () => "BSpace"));
    const task = await taskIs(daemon, "done");
    expect(submitted()).toEqual([`Wait for it\n[drover ${task.id}]`]);
  });

  it("an offer that opens over the composer is not answered", SLOW, async () => {
    const { start, submitted, tmux, pane } = house(["--dialog-after", "200"]);
    const daemon = await start();
    await daemon.service.add({ content: "Not into a menu" });
    await waitFor("the dialog to be seen", () => daemon.service.session("red")?.state === "waiting", 10_000);
    expect(submitted()).toEqual([]);
    tmux.run("send-keys", "-t", pane, "Escape");
    await taskIs(daemon, "done");
    expect(submitted().length).toBe(1);
  });

  it("an agent that left a bare shell behind gets nothing: the shell would run it", SLOW, async () => {
    const { start, tmux } = house();
    const pane = tmux.open("shell", ["sh"]);
    const daemon = await start({
      sessions: [{ ...sessionOn(tmux.socket), tmux: "shell" }],
    });
    await daemon.service.add({ content: "touch /nowhere" });
    await waitFor("the shell to be seen", () => daemon.service.session("red")?.state === "gone", 10_000);
    expect((await daemon.service.check("red"))[0]).toMatchObject({ kind: "not now" });
    expect(tmux.screen(pane).join("")).not.toContain("nowhere");
  });

  it("copy mode holds it back, and says so", SLOW, async () => {
    const { start, submitted, tmux, pane } = house();
    const daemon = await start();
    await waitFor("the agent to be idle", () => daemon.service.session("red")?.activity === "idle", 10_000);
    tmux.run("copy-mode", "-t", pane);
    await daemon.service.add({ content: "Later" });
    await waitFor("the reason", () => daemon.service.session("red")?.because.includes("copy mode"), 10_000);
    expect(submitted()).toEqual([]);
    tmux.run("send-keys", "-t", pane, "-X", "cancel");
    await taskIs(daemon, "done");
  });

  it("a paused session is watched and not fed; resumed, it is", SLOW, async () => {
    const { start, submitted } = house();
    const daemon = await start();
    await daemon.service.pause("red");
    await daemon.service.add({ content: "After the break" });
    await waitFor("the agent to be idle", () => daemon.service.session("red")?.activity === "idle", 10_000);
    expect((await daemon.service.check("red"))[0]).toMatchObject({ message: "red: paused" });
    expect(submitted()).toEqual([]);
    await daemon.service.resume("red");
    await taskIs(daemon, "done");
  });
});
