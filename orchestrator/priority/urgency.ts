// Stored priority, and on top of it what a task unlocks and how little time is left behind it.
// U1. The oldest task that is older than a day is given out of turn every third dispatch: nothing waits for ever.
import type { At } from "../../machines/ids.ts";
import type { Choice, Parts } from "./choice.ts";
import type { Candidate } from "../strict-order.ts";
import { compareStrict } from "../strict-order.ts";
import type { Policy, Pool } from "./policy.ts";
import { weigh } from "./weigh.ts";

/** ms */
const OLD = 24 * 3_600_000;
/** Dispatches between two that go to the oldest. */
const EVERY = 3;

interface Weighed {
  readonly candidate: Candidate;
  readonly parts: Parts;
}

export const URGENCY: Policy = {
  name: "urgency",
  looksAt: "graph",
  choose: (pool) => {
    const line = weighed(pool).toSorted(compareWeighed);
    const old = oldest(line, pool);
    const best = old ?? line[0];
    if (best === undefined) return undefined;
    const next = line.filter((one) => one !== best);
    return { best: best.candidate, choice: recordOf(best, next, pool, old !== undefined) };
  },
};

/** Heavier first; bound ones before all others; the strict order breaks ties. */
const compareWeighed = (a: Weighed, b: Weighed): number =>
  Number(b.candidate.bound) - Number(a.candidate.bound) ||
  b.parts.index - a.parts.index ||
  compareStrict(a.candidate, b.candidate);

function weighed({ candidates, graph, at }: Pool): readonly Weighed[] {
  const weights = weigh(graph, at);
  return candidates.map((candidate) => ({ candidate, parts: weights.get(candidate.id) ?? plain(candidate) }));
}

/** Of a candidate that the graph does not know. */
const plain = ({ priority }: Candidate): Parts => ({
  priority: priority / 50,
  unlocks: { add: 0, tasks: [] },
  urgency: { times: 1 },
  index: priority / 50,
});

/** Keeps U1, and D3: what was given by hand waits for nobody. */
function oldest(line: readonly Weighed[], { at, sinceOldest }: Pool): Weighed | undefined {
  if (sinceOldest < EVERY - 1 || line[0]?.candidate.bound) return undefined;
  return line
    .filter(({ candidate }) => at - candidate.createdAt > OLD)
    .toSorted((a, b) => a.candidate.createdAt - b.candidate.createdAt || a.candidate.row - b.candidate.row)[0];
}

function recordOf(best: Weighed, next: readonly Weighed[], pool: Pool, guarded: boolean): Choice {
  const strict = pool.candidates.toSorted(compareStrict)[0];
  return {
    policy: "urgency",
    considered: pool.considered,
    weighed: pool.candidates.length,
    runnersUp: next.slice(0, 5).map(({ candidate: { id, priority, createdAt }, parts: { index } }) => ({
      id,
      priority,
      createdAt,
      index,
    })),
    because: guarded ? becauseOld(best, pool.at) : because(best, next[0], pool.considered),
    parts: best.parts,
    ...(strict === undefined ? {} : { strictWouldPick: strict.id }),
    ...(guarded ? { guard: "oldest" as const } : {}),
  };
}

const becauseOld = ({ candidate }: Weighed, at: At): string =>
  `waits for ${Math.floor((at - candidate.createdAt) / 3_600_000)} h, the longest: its turn`;

function because({ candidate, parts }: Weighed, second: Weighed | undefined, considered: number): string {
  if (candidate.bound) return "bound to this session";
  if (second === undefined) return "the only task for this session";
  return `weighs ${parts.index} (${sayParts(parts)}), most of ${considered}; the next weighs ${second.parts.index}`;
}

/** `priority 1.2 + unlocks 0.5, x 2.1 for 40 min of slack` */
export function sayParts({ priority, unlocks, urgency }: Parts): string {
  const adds = unlocks.add > 0 ? ` + unlocks ${unlocks.add}` : "";
  const times =
    urgency.slackMinutes === undefined ? "" : `, x ${urgency.times} for ${sayMinutes(urgency.slackMinutes)} of slack`;
  return `priority ${priority}${adds}${times}`;
}

const sayMinutes = (minutes: number): string => {
  const size = Math.abs(minutes);
  if (size < 120) return `${minutes} min`;
  return size < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} d`;
};
