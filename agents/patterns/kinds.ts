import type { Step } from "./program.ts";
import { LAST, WORDS, has } from "./ranges.ts";
import type { Ranges } from "./ranges.ts";

/** What stands on one side of the gap between two characters. */
export type Side = "start" | "end" | "word" | "other";

/** The characters, sorted by what the steps of a program can tell of them. */
export interface Kinds {
  readonly count: number;
  /** On which side of a word's edge each kind is; "other" for all where no step asks. */
  readonly sides: readonly Side[];
  /** Does a step with this set take characters of this kind? */
  isTaken(set: Ranges, kind: number): boolean;
  /** Where ranges of one kind begin, ascending, and the kind of each. */
  readonly starts: Int32Array;
  readonly kindAt: Int32Array;
}

export function kindsOf(steps: readonly Step[]): Kinds {
  const asksForWords = steps.some((step) => step.kind === "edge" && step.edge.endsWith("word"));
  const sets = new Set(steps.flatMap((step) => (step.kind === "character" ? [step.set] : [])));
  const told: readonly Ranges[] = [...sets, ...(asksForWords ? [WORDS] : [])];
  const cuts = told.flat().flatMap(([from, to]) => [from, to + 1]);
  const starts = [...new Set([0, ...cuts])].filter((cut) => cut <= LAST).toSorted((a, b) => a - b);
  const known = new Map<string, number>();
  const samples: number[] = [];
  const kindAt = starts.map((start) => {
    const signature = told.map((set) => (has(set, start) ? "1" : "0")).join("");
    const kind = known.get(signature) ?? samples.push(start) - 1;
    known.set(signature, kind);
    return kind;
  });
  const taken = new Map([...sets].map((set) => [set, samples.map((sample) => has(set, sample))]));
  return {
    count: samples.length,
    sides: samples.map((sample) => (asksForWords && has(WORDS, sample) ? "word" : "other")),
    isTaken: (set, kind) => taken.get(set)?.[kind] ?? false,
    starts: Int32Array.from(starts),
    kindAt: Int32Array.from(kindAt),
  };
}

/** Binary search for the range that holds the point. */
export function kindOf(point: number, { starts, kindAt }: Kinds): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= point) low = middle;
    else high = middle - 1;
  }
  return kindAt[low] ?? 0;
}

/** The kind of every UTF-16 unit, for the quick way through the most of all characters. */
export function kindsOfUnits({ starts, kindAt, count }: Kinds): Uint8Array | Uint16Array {
  const units = count <= 0x100 ? new Uint8Array(0x10000) : new Uint16Array(0x10000);
  starts.forEach((start, at) => units.fill(kindAt[at] ?? 0, start, starts[at + 1] ?? units.length));
  return units;
}
