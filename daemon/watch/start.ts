import type { Evidence } from "../../machines/evidence.ts";
import type { SessionName } from "../../machines/ids.ts";
import type { Life } from "../life.ts";
import type { SessionSettings } from "../settings.ts";
import type { World } from "../world.ts";
import { keepWatch } from "./keep-watch.ts";
import type { WatchKeeping } from "./keep-watch.ts";
import { makeWatch } from "./watch.ts";
import type { WatchParts } from "./watch.ts";

export interface Watches {
  /** Starts looking. Before this, only the buffers that a killed daemon left are dropped. */
  begin(): void;
  /** Looks more often for a while. */
  heat(): void;
  /** This session's agent said something: look there now. */
  nudge(session: SessionName): void;
  /** Resolves after a new look at the session that has settled; at once if nobody watches it. */
  seen(session: SessionName): Promise<void>;
  latest(session: SessionName): Evidence | undefined;
  stopped(): Promise<void>;
}

/** After a delivery the screen changes soon. ms */
const HOT_FOR = 10_000;

type Parts = World &
  Pick<WatchParts, "limits" | "bindings" | "hearing" | "workerOf" | "tell"> & { readonly life: Life };

/** One watch for each tmux server that the sessions name. */
export function startWatches(sessions: readonly SessionSettings[], parts: Parts): Watches {
  const watches = [...parts.servers].map(([socket, server]) => {
    const watched = sessions.filter((session) => session.socket === socket);
    return { server, watched, watch: makeWatch({ ...parts, server, sessions: watched }) };
  });
  let kept: readonly (WatchKeeping & { readonly watched: readonly SessionSettings[] })[] = [];
  const of = (session: SessionName) => kept.find(({ watched }) => watched.some(({ name }) => name === session));
  return {
    begin: () => {
      kept = watches.map(({ watch, server, watched }) => ({ watched, ...keepWatch(watch, server, parts) }));
    },
    heat: () => kept.forEach((keeping) => keeping.heat(parts.clock.elapsed() + HOT_FOR)),
    nudge: (session) => of(session)?.nudge(session),
    seen: async (session) => of(session)?.seen(session),
    latest: (session) => watches.map(({ watch }) => watch.latest(session)).find((evidence) => evidence !== undefined),
    stopped: async () => void (await Promise.all(kept.map((keeping) => keeping.stopped()))),
  };
}
