import { expect, it } from "vitest";
import { month } from "../../bench/growth/month.ts";

const MB = 1024 ** 2;

it("hours of busy sessions stay within the bound, in the file and in memory", { timeout: 240_000 }, async () => {
  const stateSize = MB;
  const retention = { journal: 1e12, screens: 1e12, stateSize, runs: 1e12 };
  const { samples, tasksDone, written } = await month({ hours: 4, sessions: 10, retention, every: 1, say: () => {} });
  // About 106, as the turns fall by chance: 40 hours of agents at 22.5 minutes a task.
  expect(tasksDone).toBeGreaterThan(95);
  const last = samples.at(-1);
  expect(last?.entries).toBeLessThan(written / 1.2);
  for (const { inUse } of samples) expect(inUse).toBeLessThanOrEqual(1.06);
  for (const { file } of samples) expect(file).toBeLessThanOrEqual(1.26);
  expect(Math.abs((last?.heap ?? 0) - (samples[1]?.heap ?? 0))).toBeLessThan(10);
});
