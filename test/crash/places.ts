import type { Stop } from "./plan.ts";
import { shuffled } from "./random.ts";
import type { Random } from "./random.ts";

/** Which places a life is to be killed at, so that in the long run it was killed at each. */
export interface Places {
  /** Those at which it was killed least; the first that a life comes to ends it. */
  next(): readonly Stop[];
  /** Where the last life was killed; undefined: at none of its places. */
  reached(place: string | undefined): void;
  /** How often it was killed at each. */
  counts(): ReadonlyMap<string, number>;
}

/** Places of one life: more end it sooner, fewer bring it farther. */
const AT_ONCE = 6;
/** So many lives in vain weigh as much as one kill: some places lie on ways that are seldom gone. */
const IN_VAIN = 3;

export function placesOf(all: readonly string[], random: Random): Places {
  const counts = new Map<string, number>();
  const tries = new Map<string, number>();
  const weight = (place: string) => (counts.get(place) ?? 0) + (tries.get(place) ?? 0) / IN_VAIN;
  return {
    next: () => {
      const places = shuffled(all, random).toSorted((a, b) => weight(a) - weight(b));
      const least = Math.floor(weight(places[0] ?? ""));
      const chosen = places.filter((place) => Math.floor(weight(place)) === least).slice(0, AT_ONCE);
      for (const place of chosen) tries.set(place, (tries.get(place) ?? 0) + 1);
      return chosen.map((point) => ({ point, nth: 1 + Math.floor(random() * 2), how: "kill" }));
    },
    reached: (place) => {
      if (place === undefined) return;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    },
    counts: () => counts,
  };
}
