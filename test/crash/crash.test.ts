import { expect, it } from "vitest";
import { campaign } from "./campaign.ts";

it("loses nothing and types nothing twice when the daemon is killed six times", { timeout: 200_000 }, async () => {
  const verdict = await campaign({ kills: 6, seed: 7, say: () => {} });
  expect(verdict).toEqual({ kills: 6, tasks: 10, done: 10, unsure: 0, lost: [], typedTwice: [] });
});
