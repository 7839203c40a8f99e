import { expect, it } from "vitest";
import { QUICK, house, taskIs } from "./house.ts";

it("a daemon that stood still past the unseen turn looks before it believes", { timeout: 30_000 }, async () => {
  const { start } = house(["--work-range", "3000-3000"]);
  const daemon = await start({ policy: { ...QUICK, unseenTurn: 1_000 } });
  await daemon.service.add({ content: "Long" });
  await taskIs(daemon, "working");
  standStill(1_500);
  expect(await taskIs(daemon, "done")).toMatchObject({ note: "idle again after a turn" });
});

/** As a process that is stopped, or starved: its timers go on, and nothing is looked at. */
const standStill = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
