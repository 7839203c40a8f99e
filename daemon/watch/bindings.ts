import type { PaneId, SessionName } from "../../machines/ids.ts";

/** Which pane each session lives in now; the watch keeps it up to date. */
export interface Bindings {
  pane(session: SessionName): PaneId | undefined;
  bind(session: SessionName, pane: PaneId | undefined): void;
}

export function makeBindings(): Bindings {
  const panes = new Map<SessionName, PaneId>();
  return {
    pane: (session) => panes.get(session),
    bind: (session, pane) => void (pane === undefined ? panes.delete(session) : panes.set(session, pane)),
  };
}
