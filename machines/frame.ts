import type { At, ClaimId, PaneId } from "./ids.ts";

/** What is on a pane's screen at one moment, never what it means. */
export interface Frame {
  readonly at: At;
  /** One string a screen row, top first, with SGR escapes as `capture-pane -p -e` gives them; trailing blanks trimmed. */
  readonly rows: readonly string[];
  readonly size: { readonly cols: number; readonly rows: number };
  readonly cursor: { readonly x: number; readonly y: number; readonly visible: boolean };
  readonly alternate: boolean;
  readonly title: string;
  /** `pane_current_command`: for an agent written in JavaScript this is `node`, so it does not name the agent. */
  readonly command: string;
}

/** A tmux server: a restarted one makes every id void. */
export interface ServerIdentity {
  readonly pid: number;
  /** Seconds since the epoch, as `#{start_time}`. */
  readonly start: number;
}

/** A pane down to its first process: `respawn-pane` keeps the pane id and changes `panePid`. */
export interface PaneIdentity {
  readonly server: ServerIdentity;
  readonly pane: PaneId;
  readonly panePid: number;
}

/** A process that cannot be taken for a later one with the same pid. `start` is opaque: equal or not. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly start: string;
}

/** A pane down to the agent that runs in it: an agent restarted inside its shell keeps the pane pid. */
export interface Identity extends PaneIdentity {
  readonly agent: ProcessIdentity;
}

export type MarkStage = "pasted" | "entered" | "entered2" | "void" | "held" | "closed";

/** The pane option `@drover_task`, `<claim>:<stage>`; absent on a pane that drover never typed into. */
export interface Mark {
  readonly claim: ClaimId;
  readonly stage: MarkStage;
}

/** What the tmux server says about a pane beside its screen. */
export interface PaneFacts {
  readonly identity: PaneIdentity;
  readonly dead: boolean;
  readonly inMode: boolean;
  readonly inputOff: boolean;
  readonly synchronized: boolean;
  /** The raw mark as it stands (it goes back into a compare-and-set), "" if unset. */
  readonly mark: string;
  /** `#{session_activity}`: whole seconds since the epoch, moved by a key of an attached person. */
  readonly activity: number;
}

export interface Look {
  readonly frame: Frame;
  readonly facts: PaneFacts;
}
