// How often somebody may ask: a bucket of so many requests that fills again with time.
// R1. A clock that was set back gives nothing and takes nothing.
// R2. What is kept is bounded, however many addresses ask.

export interface Rate {
  /** Requests at once. */
  readonly burst: number;
  /** Requests a second, in the long run. */
  readonly perSecond: number;
}

/** Takes one request of this name: 0 if it may pass, else the seconds after which to ask again. */
export type Take = (name: string) => number;

const MOST_NAMES = 1_000;

interface Bucket {
  left: number;
  at: number;
}

export function buckets({ burst, perSecond }: Rate, now: () => number): Take {
  const kept = new Map<string, Bucket>();
  return (name) => {
    const bucket = kept.get(name) ?? { left: burst, at: now() };
    const passed = Math.max(0, now() - bucket.at) / 1_000;
    bucket.left = Math.min(burst, bucket.left + passed * perSecond);
    bucket.at = now();
    // The one that asked longest ago goes first.
    kept.delete(name);
    kept.set(name, bucket);
    if (kept.size > MOST_NAMES) kept.delete(kept.keys().next().value ?? "");
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perSecond);
    bucket.left -= 1;
    return 0;
  };
}
