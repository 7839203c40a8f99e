import type { ClaimId } from "../machines/ids.ts";
import type { Dispatch } from "./dispatch.ts";
import { Ended } from "./life.ts";
import type { Life } from "./life.ts";
import type { Backlog, Clock } from "./ports.ts";
import type { Sessions } from "./sessions.ts";

/** How soon rows that other programs write into goals.db are noticed. ms */
const LOOK_EVERY = 1_000;

export interface Ticking {
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly life: Life;
  readonly sessions: Sessions;
  readonly dispatch: Dispatch;
  readonly freshClaim: () => ClaimId;
  /** ms */
  readonly checkInterval: number;
}

/** Lets idle sessions ask again: whenever the backlog changed, and each check interval. Resolves when the daemon ends. */
export async function keepTicking(by: Ticking): Promise<void> {
  let version = by.backlog.version();
  let tickedAt = by.clock.elapsed();
  try {
    for (;;) {
      await by.life.pause(LOOK_EVERY);
      const now = by.clock.elapsed();
      const latest = by.backlog.version();
      if (latest === version && now - tickedAt < by.checkInterval) continue;
      version = latest;
      tickedAt = now;
      await Promise.all(
        by.sessions
          .names()
          .map((name) => by.dispatch(name, { type: "tick", at: by.clock.now(), claim: by.freshClaim() })),
      );
    }
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
}
