import type { Clock, TmuxServer } from "../ports.ts";
import type { Life } from "../life.ts";
import { Ended } from "../life.ts";
import type { Watch } from "./watch.ts";

/** The backstop sweep. ms */
const CALM = 1_000;
/** While a delivery is under way or just over, and until a change has settled. ms */
const HOT = 250;

export interface WatchKeeping {
  /** Looks more often until `until`. */
  heat(until: number): void;
  /** Resolves when the watch has unwound and its hooks are removed. */
  stopped(): Promise<void>;
}

/** Runs rounds until the daemon ends: each second, and at once when a hook of the tmux server fired. */
export function keepWatch(
  watch: Watch,
  server: TmuxServer,
  by: { readonly clock: Clock; readonly life: Life; readonly onBug: (error: unknown) => void },
): WatchKeeping {
  let hotUntil = 0;
  let thorough = true;
  let wakeUp: () => void = () => {};

  const nap = async () => {
    const ms = by.clock.now() < hotUntil || watch.unsettled() ? HOT : CALM;
    await Promise.race([by.life.pause(ms), new Promise<void>((resolve) => (wakeUp = resolve))]);
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
        await watch.round(isThorough);
        await nap();
      }
    } catch (error) {
      if (!(error instanceof Ended)) by.onBug(error);
    } finally {
      await stopWaking();
    }
  };
  const done = rounds();
  return {
    heat: (until) => {
      hotUntil = Math.max(hotUntil, until);
      wakeUp();
    },
    stopped: () => done,
  };
}
