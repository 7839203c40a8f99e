// Which pane a session's target stands for. Resolved to an id once and kept while that pane lives: a person who
// switches windows must not move the work elsewhere.
import type { PaneId } from "../../machines/ids.ts";
import type { PaneRow } from "../ports.ts";

/** `%5`, `session`, `session:window` or `session:window.pane`, window and pane by index. */
export type Target =
  | { readonly kind: "pane"; readonly pane: string }
  | { readonly kind: "session"; readonly session: string; readonly window?: number; readonly paneIndex?: number };

export function parseTarget(text: string): Target {
  if (/^%\d+$/.test(text)) return { kind: "pane", pane: text };
  const match = /^(.+?):(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match?.[1]) return { kind: "session", session: text };
  return {
    kind: "session",
    session: match[1],
    window: Number(match[2]),
    ...(match[3] === undefined ? {} : { paneIndex: Number(match[3]) }),
  };
}

/** The pane meant: the bound one while it lives; else the only one, or the active one, of what the target names. */
export function resolve(target: Target, panes: readonly PaneRow[], bound: PaneId | undefined): PaneId | undefined {
  const candidates = panes.filter((row) => isMeant(target, row));
  const kept = candidates.find((row) => row.pane === bound);
  return (kept ?? candidates.find((row) => row.active) ?? candidates[0])?.pane;
}

function isMeant(target: Target, row: PaneRow): boolean {
  if (target.kind === "pane") return row.pane === target.pane;
  return (
    row.session === target.session &&
    (target.window === undefined || row.windowIndex === target.window) &&
    (target.paneIndex === undefined || row.paneIndex === target.paneIndex)
  );
}
