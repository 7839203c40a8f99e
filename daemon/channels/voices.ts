// Who is in front of each session, and what that agent says of itself.
// V1. What is said is kept with the process that said it; another process in front starts with nothing said.
// V2. Channels that can be followed are followed for as long as their agent is in front.
// V3. A word that changes what is said wakes the watch; one that does not costs nothing.
import { levelsOf } from "../../agents/channels/levels.ts";
import { SILENT } from "../../agents/channels/word.ts";
import type { Channel, News, Said, Word } from "../../agents/channels/word.ts";
import type { Look, ProcessIdentity } from "../../machines/frame.ts";
import type { AgentId, PaneId, SessionName } from "../../machines/ids.ts";
import type { AgentChannel, AgentInPane, ChannelReport, Clock, Following } from "../ports.ts";
import { hearReport, newVoice, overruleIn, saidOf, saysTheSame } from "./voice.ts";
import type { Spoken, Voice } from "./voice.ts";
import type { Spot } from "./whose.ts";

export interface Voices {
  /** A look at a session's pane, and which agent is in front there, if any. */
  looked(session: SessionName, look: Look, agent: AgentId | undefined, process: ProcessIdentity | undefined): void;
  /** The session has no pane any more. */
  gone(session: SessionName): void;
  /** Where a session was last seen; undefined before the first look. */
  spot(session: SessionName): Spot | undefined;
  voice(session: SessionName): Voice | undefined;
  /** An agent speaks that nobody has seen in front yet: look who is there. */
  isUnseen(session: SessionName): boolean;
  said(session: SessionName): Said;
  /** Reads again what can be read. */
  refresh(session: SessionName): Promise<void>;
  overrule(session: SessionName, word: Word): void;
  /** Lets a session's agent speak; `anew`: whatever was said before is another agent's. */
  hear(session: SessionName, agent: AgentId, speak: (voice: Voice) => Spoken, anew?: boolean): void;
  stop(): void;
}

export interface VoiceParts {
  readonly clock: Clock;
  readonly channels: ReadonlyMap<Channel, AgentChannel>;
  readonly onNews: (session: SessionName, agent: AgentId, news: readonly News[]) => void;
  /** What is said has changed. */
  readonly onChange: (session: SessionName) => void;
}

export function makeVoices(parts: VoiceParts): Voices {
  const voices = new Map<SessionName, Voice>();
  const spots = new Map<SessionName, Spot>();
  const followed = new Map<SessionName, readonly Following[]>();

  const said = (session: SessionName): Said => {
    const voice = voices.get(session);
    return voice ? saidOf(voice, parts.clock.now()) : SILENT;
  };
  const put = (session: SessionName, { voice, news }: Spoken) => {
    const before = said(session);
    voices.set(session, voice);
    parts.onNews(session, voice.agent, news);
    if (!saysTheSame(before, said(session))) parts.onChange(session);
  };
  const unfollow = (session: SessionName) => {
    followed.get(session)?.forEach((following) => following.stop());
    followed.delete(session);
  };
  const follow = (session: SessionName, agent: AgentId, front: AgentInPane) => {
    const onReport = (channel: Channel) => (report: ChannelReport) => {
      const voice = voices.get(session);
      if (voice?.front === front) put(session, hearReport(voice, channel, report, parts.clock.now()));
    };
    const all = levelsOf(agent).map((channel) => parts.channels.get(channel)?.follow(front, onReport(channel)));
    followed.set(
      session,
      all.filter((following) => following !== undefined),
    );
  };

  return {
    gone: (session) => {
      unfollow(session);
      voices.delete(session);
      spots.delete(session);
    },
    looked: (session, { facts: { identity } }, agent, process) => {
      const { pane, panePid } = identity;
      spots.set(session, { serverPid: identity.server.pid, pane, panePid });
      const voice = voices.get(session);
      if (agent === undefined || process === undefined) {
        unfollow(session);
        return void voices.delete(session);
      }
      if (voice && voice.agent === agent && isIn(voice, process, pane)) return;
      const front = { process, pane, panePid };
      const mayStay = voice !== undefined && voice.agent === agent && voice.front === undefined;
      voices.set(session, mayStay ? { ...voice, front } : newVoice(agent, front));
      unfollow(session);
      follow(session, agent, front);
    },
    spot: (session) => spots.get(session),
    voice: (session) => voices.get(session),
    isUnseen: (session) => voices.has(session) && voices.get(session)?.front === undefined,
    said,
    refresh: async (session) => {
      await Promise.all((followed.get(session) ?? []).map((following) => following.refresh()));
    },
    overrule: (session, word) => {
      const voice = voices.get(session);
      if (voice) voices.set(session, overruleIn(voice, word));
    },
    hear: (session, agent, speak, anew = false) => {
      const known = voices.get(session);
      if (anew) unfollow(session);
      put(session, speak(known && !anew ? known : newVoice(agent)));
    },
    stop: () => [...followed.keys()].forEach(unfollow),
  };
}

/** Keeps V1. */
const isIn = ({ front }: Voice, process: ProcessIdentity, pane: PaneId): boolean =>
  front !== undefined &&
  front.pane === pane &&
  front.process.pid === process.pid &&
  front.process.start === process.start;
