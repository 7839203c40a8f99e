import { join } from "node:path";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { claimId, sessionName } from "../../../machines/ids.ts";
import { openBacklog } from "../../../state/backlog/open-backlog.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened, options } from "./open-for-test.ts";

const T0 = Date.UTC(2026, 10, 24);
const request = (claim: string) => ({ claim: claimId(claim), session: sessionName("mary"), projects: [], at: T0 });

/** A pause that ends when the test says so; `waiting` resolves when somebody waits. */
function handPause() {
  const pauses: number[] = [];
  let wake: () => void = () => undefined;
  let noticed: () => void = () => undefined;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      pauses.push(ms);
      wake = resolve;
      noticed();
    });
  const waiting = (n: number) =>
    new Promise<void>((resolve) => {
      noticed = () => (pauses.length >= n ? resolve() : undefined);
      noticed();
    });
  return { pause, pauses, waiting, wake: () => wake() };
}

describe("another program's open transaction", () => {
  it("delays a claim, holds the thread for no more than a moment, and stops no look (B4)", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    const hand = handPause();
    const backlog = await opened(path, { pause: hand.pause });
    const { id } = await backlog.add({ content: "a" }, T0);
    const other = new Database(path);
    other.exec("BEGIN IMMEDIATE; INSERT INTO tasks (content, priority) VALUES ('urgent', 90)");

    const before = performance.now();
    const claimed = backlog.claim(request("c1"));
    await hand.waiting(1);
    expect(performance.now() - before).toBeLessThan(200);
    expect((await backlog.get(id))?.status).toBe("pending");
    expect(await backlog.list({})).toHaveLength(1);
    expect(backlog.version()).toBeGreaterThan(0);
    for (let n = 2; n <= 8; n += 1) {
      hand.wake();
      await hand.waiting(n);
    }
    expect(hand.pauses).toEqual([10, 20, 40, 80, 160, 250, 250, 250]);

    other.exec("COMMIT");
    hand.wake();
    expect(await claimed).toMatchObject({ kind: "claimed", task: { content: "urgent" } });
    other.close();
    backlog.close();
  });

  it("does not change the order of what was asked for", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    const hand = handPause();
    const backlog = await opened(path, { pause: hand.pause });
    const other = new Database(path);
    other.exec("BEGIN IMMEDIATE");

    const order: string[] = [];
    const all = [
      backlog.add({ content: "a" }, T0).then(() => order.push("add")),
      backlog.claim(request("c1")).then(({ kind }) => order.push(kind)),
      backlog.begin(claimId("c1"), 1).then((answer) => order.push(answer)),
      backlog.release(claimId("c1")).then(() => order.push("released")),
    ];
    await hand.waiting(1);
    await turnOfTheLoop();
    expect(hand.pauses).toHaveLength(1);
    other.exec("COMMIT");
    hand.wake();
    await Promise.all(all);
    expect(order).toEqual(["add", "claimed", "begun", "released"]);
    other.close();
    backlog.close();
  });

  it("does not stop the opening of a backlog that is up to date", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    (await opened(path)).close();
    const other = new Database(path);
    other.exec("BEGIN IMMEDIATE");
    const hand = handPause();
    (await opened(path, { pause: hand.pause })).close();
    expect(hand.pauses).toEqual([]);
    other.close();
  });

  it("is waited for where the file must first be extended, and after a while refused", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    const other = new Database(path);
    other.exec("CREATE TABLE tasks (id TEXT PRIMARY KEY, content TEXT); BEGIN IMMEDIATE");
    let pauses = 0;
    const pause = async () => void (pauses += 1);
    const answer = await openBacklog(path, options({ pause }));
    expect(answer).toEqual({
      kind: "refused",
      why: `${path} is locked by another program. End its transaction and start again.`,
    });
    expect(pauses).toBe(300);
    other.close();
  });

  it("leaves what still waits at the close rejected", async () => {
    const path = join(temporaryDirectory(), "goals.db");
    const hand = handPause();
    const backlog = await opened(path, { pause: hand.pause });
    const other = new Database(path);
    other.exec("BEGIN IMMEDIATE");
    const claimed = backlog.claim(request("c1"));
    await hand.waiting(1);
    backlog.close();
    hand.wake();
    await expect(claimed).rejects.toThrow("the backlog was closed");
    other.close();
  });
});
