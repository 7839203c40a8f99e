// What one session's agent says, through all of its channels. One voice belongs to one process: another one in front is
// another agent, and what the earlier one said last is void.
import type { Stream } from "../../agents/channels/opencode.ts";
import { hearStream, SILENT_STREAM, wordOfStream } from "../../agents/channels/opencode.ts";
import { readStatusFile } from "../../agents/channels/status-file.ts";
import { hearHook, NO_TURNS, overruled, saidBy } from "../../agents/channels/turns.ts";
import type { Turns } from "../../agents/channels/turns.ts";
import type { HookEvent } from "../../agents/channels/hook-event.ts";
import type { Channel, News, Said, Word } from "../../agents/channels/word.ts";
import type { ProcessIdentity } from "../../machines/frame.ts";
import type { AgentId, At } from "../../machines/ids.ts";
import type { AgentInPane, ChannelReport } from "../ports.ts";

export interface Voice {
  readonly agent: AgentId;
  /** Undefined: hooks came from the pane before anybody looked who is in front there. */
  readonly front: AgentInPane | undefined;
  /** The process whose hooks these are: an agent that it starts has hooks of its own. */
  readonly speaker: ProcessIdentity | undefined;
  readonly turns: Turns;
  /** What the status file said when it was last read. */
  readonly file: Word | undefined;
  readonly stream: Stream;
  /** When the stream was last alive; undefined while it is not connected. */
  readonly streamAt: At | undefined;
}

export const newVoice = (agent: AgentId, front?: AgentInPane): Voice => ({
  agent,
  front,
  speaker: undefined,
  turns: NO_TURNS,
  file: undefined,
  stream: SILENT_STREAM,
  streamAt: undefined,
});

/** Levels first: of two that say the same, the one that is read stands. */
export function saidOf(voice: Voice, at: At): Said {
  const { words, flags } = saidBy(voice.turns, at);
  const stream = voice.streamAt === undefined ? undefined : wordOfStream(voice.stream, voice.streamAt);
  const levels = [voice.file, stream].filter((word) => word !== undefined);
  return { words: [...levels, ...words], flags: [...new Set([...levels.flatMap((word) => word.flags), ...flags])] };
}

/** Whether the same is said, however long ago. */
export const saysTheSame = (one: Said, other: Said): boolean => gist(one) === gist(other);
const gist = ({ words, flags }: Said): string =>
  JSON.stringify([words.map(({ channel, verdict, sub, at }) => [channel, verdict, sub, at]), flags]);

export interface Spoken {
  readonly voice: Voice;
  readonly news: readonly News[];
}

export function hearHookIn(voice: Voice, event: HookEvent, agent: AgentId, at: At): Spoken {
  const { turns, news } = hearHook(voice.turns, event, agent, at);
  return { voice: { ...voice, turns }, news };
}

/** The screen has outlived this word. Only events are overruled; a level speaks again by itself. */
export const overruleIn = (voice: Voice, word: Word): Voice =>
  voice.turns.word === word ? { ...voice, turns: overruled(voice.turns) } : voice;

export function hearReport(voice: Voice, channel: Channel, report: ChannelReport, at: At): Spoken {
  switch (channel) {
    case "status-file":
      return { voice: { ...voice, file: fileWord(voice, report, at) }, news: [] };
    case "sse": {
      if (report.kind === "silent") return { voice: { ...voice, streamAt: undefined }, news: [] };
      if (report.kind === "alive") return { voice: { ...voice, streamAt: at }, news: [] };
      const { stream, news } = hearStream(voice.stream, report.payload, at);
      return { voice: { ...voice, stream, streamAt: at }, news };
    }
    case "hook":
      return { voice, news: [] };
  }
}

function fileWord({ front, file }: Voice, report: ChannelReport, at: At): Word | undefined {
  if (report.kind === "alive") return file && { ...file, heard: at };
  if (report.kind === "silent" || !front) return undefined;
  const read = readStatusFile(report.payload, { process: report.process, pane: front.pane }, at);
  return read.kind === "word" ? read.word : undefined;
}
