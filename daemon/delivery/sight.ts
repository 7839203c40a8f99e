import type { Judgement } from "../../machines/evidence.ts";
import type { Aim } from "../../machines/delivery.ts";
import type { Look, PaneIdentity, ProcessIdentity } from "../../machines/frame.ts";
import type { PaneId, SessionName } from "../../machines/ids.ts";
import type { TmuxServer } from "../ports.ts";

/** One look of the deliverer: the pane, what its screen means, and the agent's process in front of it. */
export interface Sight {
  readonly look: Look;
  readonly judgement: Judgement;
  /** Absent: a bare shell, or nothing we know. */
  readonly agent?: ProcessIdentity;
}

/** Where a session lives and how to look there. */
export interface Eyes {
  /** The session's tmux server; undefined for a session that the config no longer names. */
  server(session: SessionName): TmuxServer | undefined;
  /** The pane that the session's target stands for now. */
  pane(session: SessionName): PaneId | undefined;
  /** Undefined if the pane is gone or the server does not answer. */
  see(session: SessionName, pane: PaneId): Promise<Sight | undefined>;
  /** This very pane is there no more. False also where the server does not answer: that proves nothing. */
  isGone(session: SessionName, pane: PaneIdentity): Promise<boolean>;
  /** What a pane has become that was respawned: its id and its mark stayed. Undefined: it was not, or nobody knows. */
  respawned(session: SessionName, pane: PaneIdentity): Promise<PaneIdentity | undefined>;
}

/** The same agent process in the same pane of the same server as when we aimed. */
export function isSameAgent(sight: Sight, { identity }: Aim): boolean {
  const seen = sight.look.facts.identity;
  return (
    seen.server.pid === identity.server.pid &&
    seen.server.start === identity.server.start &&
    seen.pane === identity.pane &&
    seen.panePid === identity.panePid &&
    sight.agent?.pid === identity.agent.pid &&
    sight.agent.start === identity.agent.start
  );
}

/** No key of a person since the aim, as far as tmux tells. */
export const isUntouched = (sight: Sight, aim: Aim): boolean => sight.look.facts.activity === aim.activity;
