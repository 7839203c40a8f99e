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

test("time goes on evenly when the clock is set back, and follows it forward", () => {
  const machine = { wall: 1_000_000, elapsed: 50 };
  const clock = systemClock({ wall: () => machine.wall, elapsed: () => machine.elapsed });
  const pass = (ms: number, set = 0) => {
    machine.wall += ms + set;
    machine.elapsed += ms;
    return clock.now();
  };
  expect(pass(0)).toBe(1_000_000);
  expect(pass(10, -3_600_000)).toBe(1_000_010);
  expect(pass(5)).toBe(1_000_015);
  expect(clock.wall()).toBe(1_000_015 - 3_600_000);
  expect(pass(5, 2 * 3_600_000)).toBe(1_000_020 + 3_600_000);
});

test("a night asleep is seen at once", () => {
  const machine = { wall: 1_000_000, elapsed: 50 };
  const clock = systemClock({ wall: () => machine.wall, elapsed: () => machine.elapsed });
  clock.now();
  machine.wall += 8 * 3_600_000;
  expect(clock.now()).toBe(1_000_000 + 8 * 3_600_000);
  expect(clock.elapsed()).toBe(50);
});

test("ids are safe in a format and differ", () => {
  const ids = randomIds();
  const many = Array.from({ length: 1_000 }, () => ids.fresh());
  expect(new Set(many).size).toBe(1_000);
  expect(many.every((id) => /^[a-z0-9]{12}$/.test(id))).toBe(true);
});
