import { expect, test } from "vitest";
import { fuzz } from "./campaign.ts";

test(
  "no request drawn from the routes' own schemas is answered by a 5xx, hangs, or gives anything away",
  { timeout: 120_000 },
  async () => {
    const { requests, faults, openFiles } = await fuzz({ requests: 600, seed: 11, say: () => {} });
    expect({ requests, faults }).toEqual({ requests: 600, faults: [] });
    expect(openFiles ?? 0).toBeLessThanOrEqual(2);
  },
);
