// Keeping what is remembered in state.db within bounds; what runs leave in goals.db is runs/forget-details.ts's.
// R1. By age first, then by size: while the file holds more than it may, the oldest fiftieth goes, journal and screens alike.
// R2. One short transaction at a time, with a rest after each: events are dispatched in between.
// R3. What is still needed stays even where the bound is then not kept; it is tried again at the next round.
// R4. A disk that is full or a file that is locked puts it off to the next round; nothing else is ever put off by it.
import type { At } from "../machines/ids.ts";
import type { Cut, PrunePlace } from "../state/ledger/prune.ts";
import type { Ledger } from "../state/ledger/ledger.ts";
import { Ended } from "./life.ts";
import type { Life } from "./life.ts";
import type { Clock } from "./ports.ts";

/** Ages in ms, the size in bytes of what is in use of state.db. */
export interface Retention {
  readonly journal: number;
  readonly screens: number;
  readonly stateSize: number;
  /** How long after a run's end its details are kept. */
  readonly runs: number;
}

const DAY = 86_400_000;
export const RETENTION: Retention = {
  journal: 90 * DAY,
  screens: 14 * DAY,
  stateSize: 256 * 1024 ** 2,
  runs: 90 * DAY,
};

const EVERY = 60_000;
const REST = 20;
const SLICES = 50;

export interface RetentionKeeping {
  readonly ledger: Pick<Ledger, "prune" | "bytes" | "oldest">;
  readonly clock: Clock;
  readonly life: Life;
  readonly retention: Omit<Retention, "runs">;
  readonly isPassing: (error: unknown) => boolean;
}

/** Prunes once a minute; resolves when the daemon ends. */
export async function keepRetention(by: RetentionKeeping): Promise<void> {
  try {
    for (;;) {
      await by.life.pause(EVERY);
      await round(by);
    }
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
}

async function round(by: RetentionKeeping): Promise<void> {
  const { ledger, clock, retention } = by;
  const now = clock.now();
  if (!(await pruneTo({ journal: now - retention.journal, screens: now - retention.screens }, by))) return;
  for (let slice = 0; slice < SLICES && ledger.bytes() > retention.stateSize; slice += 1) {
    const cut = nextCut(ledger.oldest(), now, slice);
    if (!(await pruneTo({ journal: cut, screens: cut }, by))) return;
  }
}

/** Ever more of what there is: where the oldest must stay, the same fiftieth would be tried for ever. */
const nextCut = (oldest: At | undefined, now: At, slice: number): At => {
  const from = Math.min(oldest ?? now, now);
  return from + Math.ceil(((now - from) * (slice + 1)) / SLICES);
};

/** False if it had to be put off. */
async function pruneTo(cut: Cut, { ledger, life, isPassing }: RetentionKeeping): Promise<boolean> {
  let place: PrunePlace | undefined;
  try {
    do {
      place = ledger.prune(cut, place);
      await life.pause(REST);
    } while (!place.over);
    return true;
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}
