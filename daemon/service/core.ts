import type { Said } from "../../agents/channels/word.ts";
import type { Profile } from "../../agents/profile.ts";
import type { Evidence } from "../../machines/evidence.ts";
import type { At, ClaimId, SessionName } from "../../machines/ids.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Dispatch } from "../dispatch.ts";
import type { Eyes } from "../delivery/sight.ts";
import type { News } from "../news.ts";
import type { HookAnswer } from "../channels/hooks.ts";
import type { Backlog, Clock, HookCall, Ids } from "../ports.ts";
import type { Git } from "../ports/git.ts";
import type { Planner } from "../ports/planner.ts";
import type { ConfigState } from "../service.ts";
import type { Sessions } from "../sessions.ts";
import type { Settings } from "../settings.ts";

/** What the service stands on: a running daemon, or the stores alone. */
export interface Core {
  readonly watching: boolean;
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly planner: Planner;
  readonly git: Git;
  readonly sessions: Sessions;
  readonly dispatch: Dispatch;
  readonly news: News;
  readonly eyes: Eyes;
  readonly freshClaim: () => ClaimId;
  readonly heldBack: (session: SessionName) => string | undefined;
  readonly latest: (session: SessionName) => Evidence | undefined;
  readonly said: (session: SessionName) => Said;
  readonly profiles: readonly Profile[];
  readonly hook: (call: HookCall) => Promise<HookAnswer>;
  readonly config: () => ConfigState;
  /** `2026-02-14 20:00:00`, local time. */
  readonly localTime: (at: At) => string;
}

export const settingsOf = (core: Core, name: string) => core.settings.sessions.find((session) => session.name === name);
export const knownNames = (core: Core): readonly string[] => core.settings.sessions.map(({ name }) => name);
