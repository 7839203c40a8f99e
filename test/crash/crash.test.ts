// A short campaign; the long one is npm run test:crash.
import { expect, it } from "vitest";
import { bundleDaemon } from "./bundle.ts";
import { chunk } from "./campaign.ts";
import { MUTANTS } from "./mutants.ts";

/** One in each gap of the protocol. */
const PLACES = [
  "after claim",
  "during paste",
  "after paste",
  "after enter",
  "after advance entered",
  "after complete done",
];

// DROVER_MUTANT: words of a mutant's name; with that mutant this must fail.
const words = process.env["DROVER_MUTANT"];
const changes = words === undefined ? [] : MUTANTS.filter(({ name }) => name.includes(words)).flatMap((m) => m.changes);
if (words !== undefined && changes.length === 0) throw new Error(`no mutant is named ${words}`);

it("loses nothing and types nothing twice while the daemon is killed", { timeout: 240_000 }, async () => {
  const bundle = await bundleDaemon("short", changes);
  const verdict = await chunk({ bundle, kills: 8, seed: 7, places: PLACES, say: () => {} });
  expect(verdict).toMatchObject({ lost: [], typedTwice: [], harm: [] });
  expect(verdict.done + verdict.unsure.length).toBe(verdict.tasks);
  expect(verdict.done).toBeGreaterThan(verdict.tasks / 2);
  expect(verdict.reached.size).toBeGreaterThanOrEqual(3);
});
