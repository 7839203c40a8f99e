import type { Clock, TmuxServer } from "../ports.ts";
import type { Life } from "../life.ts";
import { Ended } from "../life.ts";
import type { SessionName } from "../../machines/ids.ts";
import type { Watch } from "./watch.ts";

/** The backstop sweep. ms */
const CALM = 1_000;
/** While a delivery is under way or just over, and until a change has settled. ms */
const HOT = 250;
/** What an agent said is soon on its screen, too. ms */
const HOT_AFTER_WORD = 1_500;
/** A screen that never stands still is believed as it was last settled. ms */
const LONGEST_OPEN = 10_000;

export interface WatchKeeping {
  /** Looks more often until `until`, by the clock's `elapsed`. */
  heat(until: number): void;
  /** An agent said something: look at its session now. */
  nudge(session: SessionName): void;
  /** Resolves after a look at the session that began after this call and has settled. Without an answer of tmux: never. */
  seen(session: SessionName): Promise<void>;
  /** Resolves when the watch has unwound and its hooks are removed. */
  stopped(): Promise<void>;
}

/** Somebody waits for a look. */
interface Asking {
  readonly session: SessionName;
  /** When the first round after the call was over, by the clock's `elapsed`. */
  seenAt: number | undefined;
  readonly resolve: () => void;
}

/** Runs rounds until the daemon ends: each second, and at once when a hook of the tmux server fired. */
export function keepWatch(
  watch: Watch,
  server: TmuxServer,
  by: { readonly clock: Clock; readonly life: Life; readonly onBug: (error: unknown) => void },
): WatchKeeping {
  let hotUntil = -Infinity;
  let thorough = true;
  let nudged = new Set<SessionName>();
  let wakeUp: () => void = () => {};
  const asking = new Set<Asking>();

  /** Until the next sweep is due, only those are looked at whose agents say something. */
  const nap = async () => {
    const beat = () => (by.clock.elapsed() < hotUntil || asking.size > 0 || watch.unsettled() ? HOT : CALM);
    const since = by.clock.elapsed();
    for (let left = beat(); left > 0 && !thorough; left = since + beat() - by.clock.elapsed()) {
      if (nudged.size === 0) {
        await Promise.race([by.life.pause(left), new Promise<void>((resolve) => (wakeUp = resolve))]);
        continue;
      }
      const meant = nudged;
      nudged = new Set();
      await watch.lookAt(meant);
    }
  };
  const rounds = async () => {
    const stopWaking = await server.wake(() => {
      thorough = true;
      wakeUp();
    });
    try {
      while (!by.life.ended) {
        const isThorough = thorough;
        thorough = false;
        const asked = [...asking];
        if (await watch.round(isThorough)) answer(asked);
        await nap();
      }
    } catch (error) {
      if (!(error instanceof Ended)) by.onBug(error);
    } finally {
      await stopWaking();
    }
  };
  const answer = (asked: readonly Asking[]) => {
    for (const ask of asked) {
      ask.seenAt ??= by.clock.elapsed();
      if (watch.isOpen(ask.session) && by.clock.elapsed() - ask.seenAt < LONGEST_OPEN) continue;
      asking.delete(ask);
      ask.resolve();
    }
  };
  const heat = (until: number) => {
    hotUntil = Math.max(hotUntil, until);
    wakeUp();
  };
  const done = rounds();
  return {
    heat,
    nudge: (session) => {
      nudged.add(session);
      heat(by.clock.elapsed() + HOT_AFTER_WORD);
    },
    seen: (session) =>
      new Promise((resolve) => {
        asking.add({ session, seenAt: undefined, resolve });
        thorough = true;
        wakeUp();
      }),
    stopped: () => done,
  };
}
