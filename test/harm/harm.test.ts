import { expect, test } from "vitest";
import { soak } from "./soak.ts";

test(
  "a person's tmux is as without drover, beside it, after its death, and after down",
  { timeout: 300_000 },
  async () => {
    const { deeds, restarts, harm, left, after } = await soak({
      ms: 240_000,
      deeds: 8,
      seed: 3,
      rest: 0,
      say: () => {},
    });
    expect({ deeds, restarts, harm, left, after }).toEqual({ deeds: 8, restarts: 1, harm: [], left: [], after: [] });
  },
);
