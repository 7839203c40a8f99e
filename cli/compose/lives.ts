// A daemon's life ends and the next one begins, with other settings, in the same process: doors, stores and listeners stay.
// V1. One life at a time: the next begins when the last has unwound, as after `drover down`; the ledger knows how far
//     everything came.
// V2. What is asked of a session in between waits for the next life; what is only read is answered by the last one.
import type { Profile } from "../../agents/profile.ts";
import type { Daemon } from "../../daemon/daemon.ts";
import type { Core } from "../../daemon/service/core.ts";
import type { Settings } from "../../daemon/settings.ts";

export interface Living {
  readonly daemon: Daemon;
  readonly settings: Settings;
  readonly profiles: readonly Profile[];
}

export interface Lives {
  now(): Living;
  /** Resolves when no life is about to change. */
  ready(): Promise<void>;
  next(begin: () => Promise<Living>): Promise<void>;
  end(): Promise<void>;
}

export function makeLives(first: Living): Lives {
  let living = first;
  let turning: Promise<void> = Promise.resolve();
  return {
    now: () => living,
    ready: () => turning,
    next: (begin) => {
      turning = turning.then(async () => {
        await living.daemon.stop();
        living = await begin();
      });
      return turning;
    },
    end: () => turning.then(() => living.daemon.stop()),
  };
}

type Changing =
  | "settings"
  | "profiles"
  | "sessions"
  | "dispatch"
  | "news"
  | "eyes"
  | "freshClaim"
  | "heldBack"
  | "latest";

/** The core of one service over all lives. `subscribe`: to the news of each of them. */
export function coreOver(
  lives: Lives,
  subscribe: Core["news"]["subscribe"],
  lasting: Omit<Core, Changing | "said" | "hook">,
): Core {
  const daemon = () => lives.now().daemon;
  return {
    ...lasting,
    get settings() {
      return lives.now().settings;
    },
    get profiles() {
      return lives.now().profiles;
    },
    sessions: {
      names: () => daemon().sessions.names(),
      has: (name) => daemon().sessions.has(name),
      get: (name) => daemon().sessions.get(name),
      set: (name, snapshot) => daemon().sessions.set(name, snapshot),
    },
    // keeps V2
    dispatch: (session, event, text) => lives.ready().then(() => daemon().dispatch(session, event, text)),
    hook: (call) => lives.ready().then(() => daemon().hook(call)),
    news: {
      subscribe,
      publish: (entries) => daemon().news.publish(entries),
      advance: (delivery) => daemon().news.advance(delivery),
      note: (session, type, data) => daemon().news.note(session, type, data),
    },
    eyes: {
      server: (session) => daemon().eyes.server(session),
      pane: (session) => daemon().eyes.pane(session),
      see: (session, pane) => daemon().eyes.see(session, pane),
      isGone: (session, pane) => daemon().eyes.isGone(session, pane),
      respawned: (session, pane) => daemon().eyes.respawned(session, pane),
    },
    freshClaim: () => daemon().freshClaim(),
    heldBack: (session) => daemon().heldBack(session),
    latest: (session) => daemon().latest(session),
    said: (session) => daemon().said(session),
  };
}
