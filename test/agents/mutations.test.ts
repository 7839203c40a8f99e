import { expect, it } from "vitest";
import { notIdleScreens, turnedIdle } from "./mutations.ts";

// The long form: npm run fuzz:screens -- --runs 100000
it("no row deleted or added above the composer or dialog turns a busy or waiting screen idle", () => {
  const screens = notIdleScreens(6, 3);
  expect(screens.length).toBeGreaterThan(80);
  expect(turnedIdle(screens, 3_000, 1).map(({ name, because }) => `${name}: ${because}`)).toEqual([]);
});
