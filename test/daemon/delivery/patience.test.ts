import { expect, it } from "vitest";
import { watchedFor } from "../../../daemon/delivery/patience.ts";
import { manualClock } from "../../support/manual-clock.ts";

it("counts the time between looks, but not an hour in which nobody looked", () => {
  const clock = manualClock();
  const watched = watchedFor(clock);
  clock.advance(250);
  expect(watched()).toBe(250);
  clock.advance(3_600_000);
  expect(watched()).toBe(1_250);
  clock.advance(250);
  expect(watched()).toBe(1_500);
});
