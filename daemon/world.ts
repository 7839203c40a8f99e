import type { Channel } from "../agents/channels/word.ts";
import type { Profile } from "../agents/profile.ts";
import type { At } from "../machines/ids.ts";
import type { Checker } from "./ports/checker.ts";
import type { Git } from "./ports/git.ts";
import type { Ledger } from "../state/ledger/ledger.ts";
import type { AgentChannel, Backlog, Clock, HookSpool, Ids, Processes, Spool, TmuxServer } from "./ports.ts";

/** The outside world, as main hands it in. */
export interface World {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly ledger: Ledger;
  readonly backlog: Backlog;
  readonly spool: Spool;
  readonly processes: Processes;
  readonly git: Git;
  readonly checker: Checker;
  /** Where worktrees of tasks go if their project does not say. */
  readonly worktrees: string;
  /** One for each socket that the sessions name. */
  readonly servers: ReadonlyMap<string, TmuxServer>;
  /** The agents' own channels that can be followed. */
  readonly channels: ReadonlyMap<Channel, AgentChannel>;
  readonly hookSpool: HookSpool;
  readonly profiles: readonly Profile[];
  readonly utcOffsetMinutes: (at: At) => number;
  /** True for a failed commit that may pass: disk full, locked, I/O. */
  readonly isPassing: (error: unknown) => boolean;
  /** A bug: the daemon cannot go on. */
  readonly onBug: (error: unknown) => void;
  /** A commit failed and will be tried again. */
  readonly onTrouble: (error: unknown) => void;
}
