// Keeping what runs leave in goals.db within bounds: by age, like the journal (daemon/retention.ts), but the file is not
// ours alone.
// D1. One short step at a time, with a rest after each: events are dispatched, and others write, in between.
// D2. While somebody else writes, or waits for it, it is put off for a minute, and nobody waits for it.
// D3. What has just become old enough may stay for an hour more.
import type { DetailsPlace } from "../../orchestrator/runs/run-book.ts";
import { Ended } from "../life.ts";
import type { Life } from "../life.ts";
import type { Backlog, Clock } from "../ports.ts";

const AGAIN = 60_000;
const EVERY = 3_600_000;
const REST = 20;

export interface DetailsKeeping {
  readonly backlog: Pick<Backlog, "removeDetails">;
  readonly clock: Clock;
  readonly life: Life;
  /** How long after a run's end its details are kept. ms */
  readonly age: number;
}

/** Resolves when the daemon ends. */
export async function forgetDetails(by: DetailsKeeping): Promise<void> {
  try {
    await by.life.pause(AGAIN);
    for (;;) await by.life.pause((await walk(by)) === "over" ? EVERY : AGAIN);
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
}

async function walk({ backlog, clock, life, age }: DetailsKeeping): Promise<"over" | "busy"> {
  let place: DetailsPlace | undefined;
  for (;;) {
    const now = clock.now();
    const came = await backlog.removeDetails(now - age, now, place);
    if (came === "busy") return "busy";
    if (came.over) return "over";
    place = came;
    await life.pause(REST);
  }
}
