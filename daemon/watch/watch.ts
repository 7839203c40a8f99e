// Watches one tmux server: sweep, look at what moved, judge, tell.
// W1. Cost follows what changes: a pane that did not move and is settled is not looked at.
// W2. Evidence is told once it is settled, and told again only when it says something else.
// W3. No answer from tmux is not evidence: after a while the sessions are unknown, never gone.
import { PROMPT } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import { settle } from "../../agents/settle.ts";
import type { Settling } from "../../agents/settle.ts";
import type { Evidence, Judgement } from "../../machines/evidence.ts";
import type { Look, ServerIdentity } from "../../machines/frame.ts";
import type { At, PaneId, SessionName } from "../../machines/ids.ts";
import type { Clock, Listing, TmuxServer } from "../ports.ts";
import type { SessionSettings } from "../settings.ts";
import { sightOf, sightWith } from "./eyes.ts";
import type { EyeParts } from "./eyes.ts";
import type { Bindings } from "./bindings.ts";
import type { Front } from "./front.ts";
import { parseTarget, resolve } from "./targets.ts";

export interface WatchParts extends EyeParts {
  readonly server: TmuxServer;
  readonly sessions: readonly SessionSettings[];
  readonly bindings: Bindings;
  readonly clock: Clock;
  /** Called for settled evidence that says something new. `look` is absent where there is no pane. */
  readonly tell: (session: SessionName, evidence: Evidence, look: Look | undefined) => Promise<void>;
}

export interface Watch {
  /** One round; `thorough` also lists all panes (a hook fired, something may be gone). */
  round(thorough: boolean): Promise<void>;
  /** Something changed and is not settled yet: the next look should come soon. */
  unsettled(): boolean;
  /** What the last look at a session meant, if it was settled. */
  latest(session: SessionName): Evidence | undefined;
}

/** Targets are resolved anew at least this often. ms */
const LIST_EVERY = 5_000;
/** Rounds without an answer from tmux before what we know is too old. */
const SILENT_ROUNDS = 5;

interface Seen {
  readonly pane: PaneId;
  readonly command: string;
  readonly front: Front;
  readonly settling: Settling;
  readonly at: At;
}

export function makeWatch(parts: WatchParts): Watch {
  const seen = new Map<SessionName, Seen>();
  const told = new Map<SessionName, string>();
  let server: ServerIdentity | undefined;
  let listedAt = -Infinity;
  let silent = 0;

  const tell = async (session: SessionName, judgement: Judgement, look: Look | undefined) => {
    const says = JSON.stringify([
      judgement.verdict,
      judgement.sub,
      judgement.flags,
      judgement.because,
      judgement.agent,
      judgement.until,
    ]);
    if (told.get(session) === says) return;
    told.set(session, says);
    await parts.tell(session, evidenceOf(judgement, parts.clock.now()), look);
  };

  const allAre = async (verdict: "gone" | "unknown", because: string, line: string) => {
    seen.clear();
    for (const { name, agent } of parts.sessions) {
      if (verdict === "gone") parts.bindings.bind(name, undefined);
      await tell(name, { verdict, flags: [], because, line, source: "process", agent }, undefined);
    }
  };

  const rebind = async (listing: Extract<Listing, { kind: "panes" }>) => {
    listedAt = parts.clock.now();
    for (const { name, tmux, agent } of parts.sessions) {
      const bound = parts.bindings.pane(name);
      const pane = resolve(parseTarget(tmux), listing.panes, bound);
      if (pane !== bound) seen.delete(name);
      parts.bindings.bind(name, pane);
      if (pane !== undefined) continue;
      const gone = { verdict: "gone", flags: [], because: "tmux/no-such-session", line: tmux } as const;
      await tell(name, { ...gone, source: "process", agent }, undefined);
    }
  };

  const judge = async (session: SessionSettings, look: Look) => {
    const before = seen.get(session.name);
    const { frame } = look;
    const isKnown = before?.front.kind === "agent" && before.command === frame.command;
    const sight = isKnown ? sightWith(look, before.front, parts) : await sightOf(look, session.agent, parts);
    const settling = settle(before?.settling, frame, sight.judgement, patienceOf(sight.judgement, parts));
    const { pane } = look.facts.identity;
    seen.set(session.name, { pane, command: frame.command, front: sight.front, settling, at: parts.clock.now() });
    if (settling.kind === "settled") await tell(session.name, settling.judgement, look);
  };

  const round = async (thorough: boolean) => {
    const sweep = await parts.server.sweep();
    if (sweep.kind === "no server") return allAre("gone", "tmux/no-server", "");
    if (sweep.kind === "in doubt") {
      silent += 1;
      return silent >= SILENT_ROUNDS ? allAre("unknown", "tmux/no-answer", sweep.why) : undefined;
    }
    silent = 0;
    const isNew = sweep.server.pid !== server?.pid || sweep.server.start !== server.start;
    server = sweep.server;
    if (isNew) seen.clear();
    if (isNew || thorough || parts.clock.now() - listedAt >= LIST_EVERY) {
      const listing = await parts.server.list();
      if (listing.kind === "panes") await rebind(listing);
    }
    await lookAtDue(new Set(sweep.panes));
  };

  const lookAtDue = async (moved: ReadonlySet<PaneId>) => {
    const due = parts.sessions.flatMap((session) => {
      const pane = parts.bindings.pane(session.name);
      return pane !== undefined && isDue(seen.get(session.name), pane, moved) ? [{ session, pane }] : [];
    });
    if (due.length === 0) return;
    const looks = await parts.server.look(due.map(({ pane }) => pane));
    for (const { session, pane } of due) {
      const look = looks.get(pane);
      if (look) await judge(session, look);
      else listedAt = -Infinity;
    }
  };

  return {
    round,
    unsettled: () => [...seen.values()].some(({ settling }) => settling.kind === "unsettled"),
    latest: (session) => {
      const last = seen.get(session);
      return last?.settling.kind === "settled" ? evidenceOf(last.settling.judgement, last.at) : undefined;
    },
  };
}

const patienceOf = ({ agent }: Judgement, { profiles }: EyeParts) => profileOf(agent, profiles)?.patience ?? PROMPT;

function evidenceOf({ composer: _composer, ...judgement }: Judgement, at: At): Evidence {
  return { ...judgement, at };
}

const isDue = (last: Seen | undefined, pane: PaneId, moved: ReadonlySet<PaneId>): boolean =>
  last === undefined || last.pane !== pane || last.settling.kind === "unsettled" || moved.has(pane);
