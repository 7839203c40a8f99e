import { expect, it } from "vitest";
import { waitFor } from "../support/wait.ts";
import { besideDaemon, run } from "./beside-daemon.ts";

const { ask, service } = besideDaemon();

it("log --follow writes each line once, however many one commit brings, and ends with its reader", async () => {
  const fake = service();
  const lines = ["a", "b"];
  Object.assign(fake, {
    workLog: (limit: number) => ({ entries: lines.slice(-limit), count: 0, totalLines: lines.length }),
  });
  const heard: string[] = [];
  let isUnread = false;
  const followed = ask(["log", "-n", "1", "--follow"], {
    onOut: (line) => heard.push(line),
    isUnread: () => isUnread,
  });
  await waitFor("the follower", () => fake.subscribers() === 1);
  lines.push("c", "d", ...Array.from({ length: 30 }, (_, at) => `e${at}`));
  fake.record("capture");
  fake.record("delivered");
  await waitFor("the lines", () => heard.includes("e29"));
  lines.push("f");
  fake.record("held back");
  await waitFor("the last line", () => heard.includes("f"));
  expect(heard).toEqual(["b", ...lines.slice(2)]);
  isUnread = true;
  fake.record("capture");
  expect((await followed).code).toBe(0);
});

it("log --follow without a daemon is refused", async () => {
  const { code, err } = await run(["log", "--follow", "--data-dir", "/nonexistent/drover"]);
  expect([code, err]).toEqual([2, "drover: nothing is kept in /nonexistent/drover yet; start with: drover up\n"]);
});
