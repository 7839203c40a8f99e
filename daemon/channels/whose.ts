// Which session a hook belongs to.
// O1. The tag of a task that the session holds is the strongest: only that agent was given it. Unless its process says
//     that it is another session's agent, into which somebody pasted the text.
// O2. Then the processes above the hook, then the agent's own name of its conversation, then the pane.
// O3. Where one process runs the hooks of many panes, neither processes nor pane say anything.
// O4. The pane counts only while the processes cannot be read: `TMUX_PANE` is inherited by whatever an agent starts.
import type { ProcessIdentity } from "../../machines/frame.ts";
import type { PaneId, SessionName } from "../../machines/ids.ts";
import type { PaneProcess } from "../ports.ts";

/** A watched session as hooks may name it. */
export interface Place {
  readonly session: SessionName;
  /** Undefined before anybody looked there. */
  readonly spot: Spot | undefined;
  /** Who was last seen in front. */
  readonly process: ProcessIdentity | undefined;
  /** Tags of what the session holds. */
  readonly tags: readonly string[];
}

export interface Spot {
  readonly serverPid: number;
  readonly pane: PaneId;
  readonly panePid: number;
}

export interface Origin {
  readonly tag: string | undefined;
  readonly conversation: string | undefined;
  /** Nearest first; empty if they cannot be read. */
  readonly above: readonly PaneProcess[];
  readonly shared: RegExp | undefined;
  readonly tmux: string;
  readonly pane: string;
}

export type Whose =
  | {
      readonly kind: "session";
      readonly session: SessionName;
      readonly by: "tag" | "process" | "conversation" | "pane";
    }
  | { readonly kind: "nobody"; readonly why: string };

export function whose(
  origin: Origin,
  places: readonly Place[],
  conversations: ReadonlyMap<string, SessionName>,
): Whose {
  const isShared = origin.shared !== undefined && sharesProcess(origin.above, origin.shared);
  const byProcess = isShared ? undefined : placeAbove(origin.above, places);
  const byTag = places.find(({ tags }) => origin.tag !== undefined && tags.includes(origin.tag));
  if (byTag && (!byProcess || byProcess === byTag)) return { kind: "session", session: byTag.session, by: "tag" };
  if (byProcess) return { kind: "session", session: byProcess.session, by: "process" };
  const known = origin.conversation === undefined ? undefined : conversations.get(origin.conversation);
  if (known !== undefined) return { kind: "session", session: known, by: "conversation" };
  if (isShared)
    return { kind: "nobody", why: "one process runs the hooks of many panes, and no task of ours names it" };
  if (origin.above.length > 0) return { kind: "nobody", why: "no watched pane is above it" };
  const place = places.find(({ spot }) => spot?.pane === origin.pane && spot.serverPid === serverIn(origin.tmux));
  return place
    ? { kind: "session", session: place.session, by: "pane" }
    : { kind: "nobody", why: `pane ${origin.pane || "(none)"} is not watched` };
}

/** Keeps O3: unread processes may be that one, too. */
const sharesProcess = (above: readonly PaneProcess[], shared: RegExp): boolean =>
  above.length === 0 || above.some(({ args }) => shared.test(args));

/** The innermost pane: tmux runs in tmux. */
function placeAbove(above: readonly PaneProcess[], places: readonly Place[]): Place | undefined {
  for (const { pid, start } of above) {
    const place = places.find(
      ({ spot, process }) => spot?.panePid === pid || (process?.pid === pid && process.start === start),
    );
    if (place) return place;
  }
  return undefined;
}

/** `$TMUX` is `/tmp/tmux-0/default,1234,0`. */
const serverIn = (tmux: string): number => Number(tmux.split(",").at(-2) ?? Number.NaN);
