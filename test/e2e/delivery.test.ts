import Database from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { waitFor } from "../support/wait.ts";
import { house, QUICK, sessionOn, taskIs } from "./house.ts";

const SLOW = { timeout: 40_000 };

describe("a task is typed once, and proven", () => {
  it("an idle agent gets it, does it, and the record says why", SLOW, async () => {
    const { start, submitted } = house();
    const daemon = await start();
    await daemon.service.add({ content: 'Keep "this"; $HOME #{pane_id}\nand café 🌒;' });
    const task = await taskIs(daemon, "done");
    expect(submitted()).toEqual([`${task.content}\n[drover ${task.id}]`]);
    const entries = await waitFor("the delivery to be closed", () => {
      const all = daemon.service.journal({ limit: 200, end: "newest" });
      return all.some(({ type }) => type === "closed") && all;
    });
    expect(entries.filter(({ kind }) => kind === "delivery").map(({ type }) => type)).toEqual([
      "assigned",
      "pasting",
      "pasted",
      "entering",
      "entered",
      "delivered",
      "closed",
    ]);
    const [choice] = entries.filter(({ kind }) => kind === "dispatch");
    expect(choice?.data).toMatchObject({ choice: { policy: "strict", considered: 1 } });
    expect(daemon.service.session("red")).toMatchObject({ tasksCompleted: 1, tasksFailed: 0, workSessions: 1 });
  });

  it("an Enter that became a new line is pressed again, once", SLOW, async () => {
    const { start, submitted } = house(["--swallow-first-enter", "trace"]);
    const daemon = await start();
    await daemon.service.add({ content: "Once is enough" });
    const task = await taskIs(daemon, "done");
    expect(submitted().map((text) => text.trimEnd())).toEqual([`Once is enough\n[drover ${task.id}]`]);
  });

  it(
    "an Enter that vanished without a trace is a person's to judge; the pane is held until he does",
    SLOW,
    async () => {
      const { start, submitted, tmux, pane } = house(["--swallow-first-enter", "silent"]);
      const daemon = await start();
      await daemon.service.add({ content: "Never blindly again" });
      const task = await taskIs(daemon, "unsure");
      expect(submitted()).toEqual([]);
      expect(daemon.service.session("red")?.state).toBe("unsure");
      expect(tmux.run("show-options", "-pv", "-t", pane, "@drover_task").trim()).toMatch(/:held$/);
      const doubt = await daemon.service.doubt(task.id);
      expect(doubt).toMatchObject({ session: "red", pane, step: "entered", agent: "the same", touched: false });
      expect(doubt?.mark).toBe(`${task.claim}:entered`);
      expect(doubt?.rows?.join("\n")).toContain(`[drover ${task.id}]`);
      await daemon.service.cancel(task.id);
      await waitFor("the pane to be let go", () => daemon.service.session("red")?.work === "free", 5_000);
    },
  );

  it("a turn too short to be seen is over all the same", SLOW, async () => {
    const { start, submitted } = house(["--work-range", "20-20"]);
    const daemon = await start();
    await daemon.service.add({ content: "In a blink" });
    await taskIs(daemon, "done");
    expect(submitted().length).toBe(1);
  });

  it("forty lines arrive exact behind the agent's stand-in", SLOW, async () => {
    const { start, submitted } = house();
    const daemon = await start();
    const content = Array.from({ length: 40 }, (_, at) => `${at + 1}. do this`).join("\n");
    await daemon.service.add({ content });
    const task = await taskIs(daemon, "done");
    expect(submitted()).toEqual([`${content}\n[drover ${task.id}]`]);
  });
});

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

describe("other programs", () => {
  it("a row they insert is picked up without a restart", SLOW, async () => {
    const { start, data } = house();
    const daemon = await start();
    await waitFor("the agent to be idle", () => daemon.service.session("red")?.activity === "idle", 10_000);
    const db = new Database(join(data, "goals.db"));
    const before = performance.now();
    db.prepare("INSERT INTO tasks (content) VALUES (?)").run("From elsewhere");
    db.close();
    await waitFor("the claim", async () => (await daemon.service.tasks({}))[0]?.status !== "pending", 5_000);
    expect(performance.now() - before).toBeLessThan(4_000);
    await taskIs(daemon, "done");
  });

  it("a transaction held open stops nothing but the claim", SLOW, async () => {
    const { start, data, submitted } = house();
    const daemon = await start();
    await daemon.service.add({ content: "Patience", priority: 10 });
    await taskIs(daemon, "done");
    const db = new Database(join(data, "goals.db"));
    db.prepare("INSERT INTO tasks (content) VALUES (?)").run("Held up");
    db.exec("BEGIN IMMEDIATE");
    await waitFor("the session to ask", () => daemon.service.session("red")?.state === "idle-threshold", 10_000);
    const asked = performance.now();
    expect(daemon.service.sessions().length).toBe(1);
    expect(performance.now() - asked).toBeLessThan(500);
    expect(submitted().length).toBe(1);
    db.exec("COMMIT");
    db.close();
    await waitFor(
      "both to be done",
      async () => (await daemon.service.tasks({ statuses: ["done"] })).length === 2,
      20_000,
    );
  });
});

describe("the general prompt", () => {
  it("is sent where no task matches, at most so often between two tasks", SLOW, async () => {
    const { start, submitted } = house();
    const daemon = await start({
      generalPrompt: "Look around",
      policy: { ...QUICK, generalPromptMax: 2 },
      checkInterval: 500,
    });
    await waitFor("two prompts", () => submitted().length === 2, 30_000);
    await waitFor("two work sessions", () => daemon.service.session("red")?.work === "free", 10_000);
    await daemon.service.check("red");
    expect(submitted().length).toBe(2);
    expect(daemon.service.session("red")).toMatchObject({ tasksCompleted: 0, workSessions: 2 });
  });
});

it("stops within two seconds, in the middle of a delivery too", SLOW, async () => {
  const { start } = house(["--swallow-first-enter", "silent"]);
  const daemon = await start();
  await daemon.service.add({ content: "Never mind" });
  await waitFor("the delivery", () => daemon.service.session("red")?.state === "assigning", 15_000);
  const before = performance.now();
  await daemon.stop();
  expect(performance.now() - before).toBeLessThan(2_000);
});
