import { expect, test } from "vitest";
import { systemClock } from "../../adapters/clock.ts";
import { randomIds } from "../../adapters/ids.ts";

test("the clock never calls back early", async () => {
  const clock = systemClock();
  for (const ms of [0, 1, 7]) {
    const began = performance.now();
    await new Promise<void>((done) => clock.after(ms, done));
    expect(performance.now() - began).toBeGreaterThanOrEqual(ms);
  }
});

test("a timer called off stays silent, one of a month does not fire at once", async () => {
  const clock = systemClock();
  const fired: string[] = [];
  clock.after(1, () => fired.push("called off"))();
  const stop = clock.after(31 * 24 * 3_600_000, () => fired.push("a month"));
  await new Promise<void>((done) => clock.after(20, done));
  stop();
  expect(fired).toEqual([]);
});

test("ids are safe in a format and differ", () => {
  const ids = randomIds();
  const many = Array.from({ length: 1_000 }, () => ids.fresh());
  expect(new Set(many).size).toBe(1_000);
  expect(many.every((id) => /^[a-z0-9]{12}$/.test(id))).toBe(true);
});
