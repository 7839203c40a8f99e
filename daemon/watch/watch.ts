// Watches one tmux server: sweep, look at what moved, judge, tell.
// W1. Cost follows what changes: a pane that did not move and is settled is not looked at.
// W2. Evidence is told once it is settled, and told again only when it says something else.
// W3. What the agent says of itself is weighed against the screen each time somebody looks, and whenever it changes.
// W4. No answer from tmux is not evidence: after a while the sessions are unknown, never gone.
// W5. An agent's first dialog may cover a composer that already looked ready: its first rest is watched closely.
// W6. An agent started in the place of the one that has our task is told of before anything that it shows.
// W7. A pane that moved and could not be looked at is looked at next time, though it may not move again.
import { fuse } from "../../agents/fusion.ts";
import type { Fused } from "../../agents/fusion.ts";
import { PROMPT } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import { settle } from "../../agents/settle.ts";
import type { Settling } from "../../agents/settle.ts";
import { SOURCES } from "../../machines/evidence.ts";
import type { Evidence, Judgement } from "../../machines/evidence.ts";
import type { Look, ProcessIdentity, ServerIdentity } from "../../machines/frame.ts";
import type { At, PaneId, SessionName } from "../../machines/ids.ts";
import type { Hearing } from "../channels/channels.ts";
import type { Clock, Listing, Sweep, TmuxServer } from "../ports.ts";
import type { SessionSettings } from "../settings.ts";
import { sightOf, sightWith } from "./eyes.ts";
import type { EyeParts } from "./eyes.ts";
import type { Bindings } from "./bindings.ts";
import type { Front } from "./front.ts";
import { parseTarget, resolve } from "./targets.ts";
import { isAnother, replaced } from "./workers.ts";
import type { WorkerOf } from "./workers.ts";

export interface WatchParts extends EyeParts {
  readonly server: TmuxServer;
  readonly sessions: readonly SessionSettings[];
  readonly bindings: Bindings;
  readonly clock: Clock;
  readonly hearing: Hearing;
  readonly workerOf: WorkerOf;
  /** Called for settled evidence that says something new. `look` is absent where there is no pane. */
  readonly tell: (session: SessionName, evidence: Evidence, look: Look | undefined) => Promise<void>;
}

export interface Watch {
  /** One round; `thorough` also lists all panes (a hook fired, something may be gone). False: tmux did not answer. */
  round(thorough: boolean): Promise<boolean>;
  /** Something changed and is not settled yet, or an agent is at rest for the first time: the next look should come soon. */
  unsettled(): boolean;
  /** The last look at this session failed, or what it showed has not settled yet. */
  isOpen(session: SessionName): boolean;
  /** A look at these sessions alone: their agents said something. Those of other servers are passed over. */
  lookAt(sessions: ReadonlySet<SessionName>): Promise<void>;
  /** What the last look at a session meant, if it was settled. */
  latest(session: SessionName): Evidence | undefined;
}

/** Targets are resolved anew at least this often. ms */
const LIST_EVERY = 5_000;
/** W5: how long its first rest is watched closely. ms */
const FIRST_REST = 5_000;
/** Rounds without an answer from tmux before what we know is too old. */
const SILENT_ROUNDS = 5;

interface Seen {
  readonly pane: PaneId;
  readonly command: string;
  readonly front: Front;
  readonly settling: Settling;
  readonly fused: Fused;
  readonly at: At;
  /** When the agent in front was first seen at rest, by the clock's `elapsed`. */
  readonly restedAt: number | undefined;
}

export function makeWatch(parts: WatchParts): Watch {
  const seen = new Map<SessionName, Seen>();
  const told = new Map<SessionName, Judgement>();
  /** Who was seen in front since he had our task. */
  const checked = new Map<SessionName, ProcessIdentity>();
  /** Keeps W7. */
  const missed = new Set<SessionName>();
  let server: ServerIdentity | undefined;
  let listedAt = -Infinity;
  let silent = 0;

  const tell = async (session: SessionName, judgement: Judgement, look: Look | undefined) => {
    if (!isNews(told.get(session), judgement)) return;
    told.set(session, judgement);
    await parts.tell(session, evidenceOf(judgement, parts.clock.now()), look);
  };

  const allAre = async (verdict: "gone" | "unknown", because: string, line: string) => {
    seen.clear();
    missed.clear();
    for (const { name, agent } of parts.sessions) {
      if (verdict === "gone") parts.bindings.bind(name, undefined);
      await tell(name, { verdict, flags: [], because, line, source: "process", agent }, undefined);
    }
  };

  const rebind = async (listing: Extract<Listing, { kind: "panes" }>) => {
    listedAt = parts.clock.elapsed();
    for (const { name, tmux, agent } of parts.sessions) {
      const bound = parts.bindings.pane(name);
      const pane = resolve(parseTarget(tmux), listing.panes, bound) ?? atWork(name, bound, listing);
      if (pane !== bound) seen.delete(name);
      parts.bindings.bind(name, pane);
      if (pane !== undefined) continue;
      missed.delete(name);
      parts.hearing.gone(name);
      const gone = { verdict: "gone", flags: [], because: "tmux/no-such-session", line: tmux } as const;
      await tell(name, { ...gone, source: "process", agent }, undefined);
    }
  };

  /** A session that was renamed in the middle of our task is seen to the end of it. */
  const atWork = (name: SessionName, bound: PaneId | undefined, { panes }: Extract<Listing, { kind: "panes" }>) =>
    parts.workerOf(name) && panes.some(({ pane }) => pane === bound) ? bound : undefined;

  const judge = async (session: SessionSettings, look: Look) => {
    const before = seen.get(session.name);
    const { frame } = look;
    const worker = parts.workerOf(session.name);
    // keeps W6: only a turn that is seen to run is taken for the worker's own without asking for the processes
    const isSure =
      worker === undefined || (isChecked(session.name, worker) && before?.settling.last.verdict === "busy");
    const isKnown =
      isSure &&
      before?.front.kind === "agent" &&
      parts.processes.isAlive(before.front.process.pid) &&
      before.command === frame.command &&
      !parts.hearing.isUnseen(session.name);
    const sight = isKnown ? sightWith(look, before.front, parts) : await sightOf(look, session.agent, parts);
    if (worker && !isKnown) checked.set(session.name, worker);
    if (worker && isAnother(sight.front, worker)) {
      seen.delete(session.name);
      return tell(session.name, replaced(session.agent), undefined);
    }
    const settling = settle(before?.settling, frame, sight.judgement, patienceOf(sight.judgement, parts));
    const { pane } = look.facts.identity;
    const fused = await weigh(session.name, before?.fused, settling, look, sight.front);
    seen.set(session.name, {
      pane,
      command: frame.command,
      front: sight.front,
      settling,
      fused,
      at: parts.clock.now(),
      restedAt: isSameAgent(before?.front, sight.front) ? (before?.restedAt ?? restsNow(fused)) : restsNow(fused),
    });
    if (fused.kind !== "settled") return;
    await tell(session.name, fused.judgement, look);
    await parts.hearing.settled(session.name, fused.judgement);
  };

  const restsNow = ({ kind, judgement }: Fused) =>
    kind === "settled" && judgement.verdict === "idle" ? parts.clock.elapsed() : undefined;

  /** Keeps W5. */
  const isClose = ({ settling, restedAt }: Seen): boolean =>
    settling.kind === "unsettled" || (restedAt !== undefined && parts.clock.elapsed() - restedAt < FIRST_REST);

  const isChecked = (session: SessionName, { pid, start }: ProcessIdentity): boolean => {
    const last = checked.get(session);
    return last?.pid === pid && last.start === start;
  };

  /** A task was delivered, and nobody has looked since whether who took it is still there. */
  const isUnchecked = (session: SessionName): boolean => {
    const worker = parts.workerOf(session);
    return worker !== undefined && !isChecked(session, worker);
  };

  const weigh = async (
    session: SessionName,
    before: Fused | undefined,
    screen: Settling,
    look: Look,
    front: Front,
  ): Promise<Fused> => {
    listen(session, look, front, parts);
    await parts.hearing.refresh(session);
    const fused = fuse(before, { at: parts.clock.now(), screen, said: parts.hearing.said(session) });
    for (const word of fused.overruled) parts.hearing.overrule(session, word);
    return fused;
  };

  const round = async (thorough: boolean) => {
    const sweep = await parts.server.sweep();
    if (sweep.kind === "in doubt") {
      silent += 1;
      if (silent >= SILENT_ROUNDS) await allAre("unknown", "tmux/no-answer", sweep.why);
      return false;
    }
    if (sweep.kind === "no server") await allAre("gone", "tmux/no-server", "");
    else await lookAround(sweep, thorough);
    return true;
  };

  const lookAround = async (sweep: Extract<Sweep, { kind: "moved" }>, thorough: boolean) => {
    silent = 0;
    const isNew = sweep.server.pid !== server?.pid || sweep.server.start !== server.start;
    server = sweep.server;
    if (isNew) seen.clear();
    if (isNew || thorough || parts.clock.elapsed() - listedAt >= LIST_EVERY) {
      const listing = await parts.server.list();
      if (listing.kind === "panes") await rebind(listing);
    }
    const moved = new Set(sweep.panes);
    const now = parts.clock.now();
    await lookWhere(
      ({ name }, pane) => isDue(seen.get(name), pane, moved, now) || isUnchecked(name) || missed.has(name),
    );
  };

  const lookWhere = async (isWanted: (session: SessionSettings, pane: PaneId) => boolean) => {
    const due = parts.sessions.flatMap((session) => {
      const pane = parts.bindings.pane(session.name);
      return pane !== undefined && isWanted(session, pane) ? [{ session, pane }] : [];
    });
    if (due.length === 0) return;
    const looks = await parts.server.look(due.map(({ pane }) => pane));
    for (const { session, pane } of due) {
      const look = looks.get(pane);
      if (look) {
        missed.delete(session.name);
        await judge(session, look);
      } else {
        missed.add(session.name);
        listedAt = -Infinity;
      }
    }
  };

  return {
    round,
    unsettled: () => [...seen.values()].some(isClose),
    isOpen: (session) => missed.has(session) || seen.get(session)?.fused.kind === "unsettled",
    lookAt: (sessions) => lookWhere(({ name }) => sessions.has(name)),
    latest: (session) => {
      const last = seen.get(session);
      if (last?.fused.kind !== "settled") return undefined;
      return evidenceOf(last.fused.judgement, last.fused.judgement.heard ?? last.at);
    },
  };
}

const patienceOf = ({ agent }: Judgement, { profiles }: EyeParts) => profileOf(agent, profiles)?.patience ?? PROMPT;

const isSameAgent = (before: Front | undefined, now: Front): boolean =>
  before?.kind === "agent" && now.kind === "agent" && before.process.pid === now.process.pid;

/** A stronger source that has nothing more to say, while a weaker one says the same, is no news. */
function isNews(before: Judgement | undefined, now: Judgement): boolean {
  if (before === undefined || gist(before) !== gist(now)) return true;
  return before.because !== now.because && SOURCES.indexOf(now.source) <= SOURCES.indexOf(before.source);
}
const gist = ({ verdict, sub, flags, agent, until }: Judgement): string =>
  JSON.stringify([verdict, sub, flags, agent, until]);

/** Tells the channels who is in front; whoever it is not that we know says nothing. */
function listen(session: SessionName, look: Look, front: Front, { hearing, profiles }: WatchParts): void {
  const agent = front.kind === "agent" && !look.facts.dead ? front : undefined;
  hearing.looked(session, look, agent && (profileOf(agent.agent, profiles)?.id ?? agent.agent), agent?.process);
}

function evidenceOf({ composer: _composer, heard: _heard, ...judgement }: Judgement, at: At): Evidence {
  return { ...judgement, at };
}

function isDue(last: Seen | undefined, pane: PaneId, moved: ReadonlySet<PaneId>, now: At): boolean {
  if (last === undefined || last.pane !== pane || moved.has(pane)) return true;
  const { until } = last.settling.judgement;
  if (until !== undefined && now >= until) return true;
  return mayChangeByItself(last.settling) || (last.fused.again !== undefined && now >= last.fused.again);
}

/** Time alone brings another verdict: what must stand still, and a composer that is believed empty only after a while. */
const mayChangeByItself = ({ kind, textAt, last }: Settling): boolean =>
  kind === "unsettled" || (textAt !== undefined && last.verdict !== "typed");
