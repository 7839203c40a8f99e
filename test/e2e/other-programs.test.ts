import Database from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { waitFor } from "../support/wait.ts";
import { house, taskIs } from "./house.ts";

const SLOW = { timeout: 40_000 };

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
