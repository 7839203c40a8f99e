import { describe, expect, it } from "vitest";
import { waitFor } from "../support/wait.ts";
import { house, QUICK, taskIs } from "./house.ts";

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
