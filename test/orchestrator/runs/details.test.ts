import { expect, it } from "vitest";
import { keptFor } from "../../../orchestrator/runs/details.ts";

it.each([
  [0, "0 minutes"],
  [-5, "0 minutes"],
  [60_000, "1 minute"],
  [59 * 60_000, "59 minutes"],
  [3_600_000, "1 hour"],
  [86_400_000 - 1, "23 hours"],
  [86_400_000, "1 day"],
  [90.9 * 86_400_000, "90 days"],
])("what is removed after %d ms was kept for %s", (ms, said) => {
  expect(keptFor(1_000, 1_000 + ms)).toBe(said);
});
