// The ports: what the daemon needs of the outside world, and no more. Adapters implement them; each has one contract
// suite in test/contract that the real adapter and the fake both pass.
// P1. Expected trouble is a value: no server, a pane that is gone, a refusal, an answer that never came.
// P2. Nothing here throws for what tmux or the user did; a throw is a bug.
import type { AgentId, At, ClaimId, PaneId } from "../machines/ids.ts";
import type { Look, PaneIdentity, ProcessIdentity, ServerIdentity } from "../machines/frame.ts";

export type { Backlog } from "../orchestrator/backlog.ts";

/** Time from outside, so that tests can move it. */
export interface Clock {
  /** The time of day, for records and for what outlives this process. Goes forward only, whatever is set. */
  now(): At;
  /** The time of day as other programs see it, tmux among them: it may be set forth and back. */
  wall(): At;
  /** ms from some beginning of its own: only differences mean anything. Nobody can set it; it does not count sleep. */
  elapsed(): number;
  /** Calls back once after `ms` (never earlier); the returned function calls it off. */
  after(ms: number, callback: () => void): Stop;
}
export type Stop = () => void;

/** One row of a full listing: what is needed to resolve a target and to notice what is gone. */
export interface PaneRow {
  readonly pane: PaneId;
  readonly panePid: number;
  readonly session: string;
  readonly windowIndex: number;
  readonly paneIndex: number;
  /** The window is its session's current one and the pane its window's active one. */
  readonly active: boolean;
  readonly dead: boolean;
  readonly title: string;
  readonly command: string;
}

export type Listing =
  | { readonly kind: "panes"; readonly server: ServerIdentity; readonly panes: readonly PaneRow[] }
  | { readonly kind: "no server" }
  | { readonly kind: "in doubt"; readonly why: string };

/** Panes whose window moved since the previous sweep began. */
export type Sweep =
  | { readonly kind: "moved"; readonly server: ServerIdentity; readonly panes: readonly PaneId[] }
  | { readonly kind: "no server" }
  | { readonly kind: "in doubt"; readonly why: string };

/** What a guarded step in the tmux server answered. `in doubt`: no word at all; it may still happen. */
export type Answer =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly seen: string }
  | { readonly kind: "in doubt"; readonly why: string };

/** Step 6 of the delivery protocol: load the spool file, then guard + mark + paste as one step of the server. */
export interface PasteOrder {
  readonly identity: PaneIdentity;
  readonly claim: ClaimId;
  /** The raw mark that must still stand on the pane. */
  readonly previousMark: string;
  readonly activity: number;
  /** Where the look saw it: a dialog that opened since has moved it. */
  readonly cursor: { readonly x: number; readonly y: number };
  /** Absolute path of the spool file that holds the whole text, without its final newline. */
  readonly spool: string;
  /** Makes the tmux buffer's name unique to this fork. Format-safe. */
  readonly nonce: string;
}

/** Step 8: guard + mark + Enter as one step of the server. `again`: the second Enter, `entered` → `entered2`. */
export interface EnterOrder {
  readonly identity: PaneIdentity;
  readonly claim: ClaimId;
  readonly again: boolean;
  readonly activity: number;
  readonly cursor: { readonly x: number; readonly y: number };
  /** Must be visible on the screen: the task's mark line, or the agent's placeholder for a long paste. */
  readonly visible: string;
}

/** VOID, HOLD and CLOSE: a compare-and-set of the pane's mark, both raw. */
export interface MarkOrder {
  readonly identity: PaneIdentity;
  readonly from: string;
  readonly to: string;
}
export type MarkAnswer =
  | { readonly kind: "done" }
  /** Not set: the pane is another one or gone (`pane` false), or carries another mark. */
  | { readonly kind: "seen"; readonly pane: boolean; readonly mark: string }
  | { readonly kind: "in doubt"; readonly why: string };

/** One tmux server, by its socket. Targets are ids only. */
export interface TmuxServer {
  list(): Promise<Listing>;
  /** Remembers when its previous call began; the first call reports every pane. */
  sweep(): Promise<Sweep>;
  /** All panes in as few forks as it takes. A pane that is gone, or that tmux did not answer for, is absent. */
  look(panes: readonly PaneId[]): Promise<ReadonlyMap<PaneId, Look>>;
  paste(order: PasteOrder): Promise<Answer>;
  enter(order: EnterOrder): Promise<Answer>;
  mark(order: MarkOrder): Promise<MarkAnswer>;
  /** The directory of the pane's foreground process; undefined if nobody can tell. */
  directory(pane: PaneId): Promise<string | undefined>;
  /** Deletes buffers `drover-*` that belong to none of these claims (a killed daemon leaves them). */
  dropBuffers(keep: readonly ClaimId[]): Promise<void>;
  /** Calls back when a hook of the server fired (title, bell, pane or session gone …). Stop removes our hooks alone. */
  wake(onWake: () => void): Promise<() => Promise<void>>;
}

/** A process as seen from a pane: its command line, and whether it holds the terminal. */
export interface PaneProcess extends ProcessIdentity {
  readonly parent: number;
  readonly args: string;
  readonly foreground: boolean;
}

export interface Processes {
  /** The pane's first process and all below it, parents first. Empty if it is gone. */
  below(panePid: number): Promise<readonly PaneProcess[]>;
  /** Undefined if it is gone. */
  identify(pid: number): Promise<ProcessIdentity | undefined>;
  /** Cheap enough for every look. A later process with the same pid counts, too. */
  isAlive(pid: number): boolean;
  /** The process and all above it, nearest first; empty if it is gone. */
  above(pid: number): Promise<readonly PaneProcess[]>;
}

/** The agent in a pane, as one of its own channels is asked after it. */
export interface AgentInPane {
  readonly process: ProcessIdentity;
  readonly pane: PaneId;
  readonly panePid: number;
}

/** What a channel says, as it came: what it means is not the channel's to know. */
export type ChannelReport =
  /** `process`: whom it speaks of, where the channel knows it better than the pane does. */
  | { readonly kind: "said"; readonly payload: unknown; readonly process: ProcessIdentity }
  /** Nothing was said for a while, and the channel lives. */
  | { readonly kind: "alive" }
  | { readonly kind: "silent"; readonly why: string };

/** A channel of an agent's own, beside its screen. Trouble with it is a report, never a throw: the screen remains. */
export interface AgentChannel {
  follow(agent: AgentInPane, report: (report: ChannelReport) => void): Following;
}
export interface Following {
  /** Reads again now, where the channel can be read; resolves when the report was made. */
  refresh(): Promise<void>;
  stop(): void;
}

/** Calls of hooks that found no daemon, kept by the hook itself. */
export interface HookSpool {
  /** Hands out what is there, oldest first; each is forgotten once it was heard. */
  take(hear: (call: HookCall) => Promise<unknown>): Promise<void>;
}

/** One call of a hook as it came: nothing of it is believed yet. */
export interface HookCall {
  readonly agent: AgentId;
  /** The event that the hook was installed for. */
  readonly name: string;
  readonly body: string;
  /** Makes the call known where it comes twice; "" for none. */
  readonly id: string;
  /** When it was made, as far as the hook could tell. */
  readonly at?: At;
  /** The hook's parent processes, nearest first. */
  readonly parents: readonly number[];
  /** `$TMUX`: socket, pid of the server, number of the session. */
  readonly tmux: string;
  readonly pane: string;
}

/** Where task texts wait for tmux to read them: a killed writer must never leave half a text under the real name. */
export interface Spool {
  /** Writes, fsyncs, renames. Idempotent. */
  write(claim: ClaimId, text: string): Promise<Spooled>;
  read(claim: ClaimId): Promise<string | undefined>;
  /** Never fails: what is left lying is swept at the next start. */
  remove(claim: ClaimId): Promise<void>;
  /** Removes all that belongs to none of these claims (a killed daemon leaves it). Never fails. */
  sweep(keep: readonly ClaimId[]): Promise<void>;
}
export type Spooled =
  /** An absolute path. */
  { readonly kind: "written"; readonly path: string } | { readonly kind: "refused"; readonly why: string };

/** Fresh ids, `[a-z0-9]+`, never the same twice. */
export interface Ids {
  fresh(): string;
}
