// What a recorded agent said of itself, heard as the daemon hears it: parser, book, words.
import { readHook } from "../../agents/channels/hook-event.ts";
import { fieldOf, textOf } from "../../agents/channels/json.ts";
import type { News, Said, Word } from "../../agents/channels/word.ts";
import { hearHookIn, hearReport, newVoice, overruleIn, saidOf, saysTheSame } from "../../daemon/channels/voice.ts";
import type { Voice } from "../../daemon/channels/voice.ts";
import { paneId } from "../../machines/ids.ts";
import { loadSaid } from "./load.ts";
import type { Recording, SaidLine } from "./load.ts";

export interface Ears {
  /** What is said at this time; times only go forward. */
  said(at: number): Said;
  overrule(word: Word): void;
  /** When what is said changes for the first time after `at`. */
  nextChange(at: number): number | undefined;
  /** When it changed last. */
  saidAt(): number;
  /** All that was worth more than a verdict, so far. */
  news(): readonly News[];
}

/** The recorder noted neither pid nor start: any will do, as long as file and process agree. */
const PROCESS = { pid: 7, start: "70" };

export function earsOf({ agent, name }: Recording): Ears {
  const lines = loadSaid(agent, name);
  const pane = paneIn(lines);
  let voice: Voice = newVoice(agent, { process: PROCESS, pane, panePid: 6 });
  let next = 0;
  let saidAt = -Infinity;
  const news: News[] = [];

  const hearUntil = (at: number) => {
    for (let line = lines[next]; line && line.t <= at; line = lines[next]) {
      const before = saidOf(voice, line.t);
      voice = heard(voice, line, news);
      if (!saysTheSame(before, saidOf(voice, line.t))) saidAt = line.t;
      next += 1;
    }
  };
  return {
    said: (at) => {
      hearUntil(at);
      voice = hearReport(voice, "status-file", { kind: "alive" }, at).voice;
      return saidOf(voice, at);
    },
    overrule: (word) => {
      voice = overruleIn(voice, word);
    },
    nextChange: (at) => {
      let probe = voice;
      for (const line of lines.slice(next)) {
        const before = saidOf(probe, line.t);
        probe = heard(probe, line, []);
        if (line.t > at && !saysTheSame(before, saidOf(probe, line.t))) return line.t;
      }
      return undefined;
    },
    saidAt: () => saidAt,
    news: () => news,
  };
}

function heard(voice: Voice, line: SaidLine, news: News[]): Voice {
  const spoken = speak(voice, line);
  news.push(...(spoken?.news ?? []));
  return spoken?.voice ?? voice;
}

function speak(voice: Voice, { t, channel, name, payload }: SaidLine) {
  if (channel === "hook") {
    const read = readHook(voice.agent, name ?? "", payload);
    return read.kind === "event" ? hearHookIn(voice, read.event, voice.agent, t) : undefined;
  }
  if (payload === null) return hearReport(voice, channel, { kind: "silent", why: "" }, t);
  const report = { kind: "said", payload: channel === "sse" ? payload : asFile(payload), process: PROCESS } as const;
  return hearReport(voice, channel, report, t);
}

/** The recorder kept wall-clock times, which the frames do not have. */
const asFile = (payload: unknown): unknown => ({
  pid: PROCESS.pid,
  procStart: PROCESS.start,
  tmux: textOf(payload, "tmux"),
  status: fieldOf(payload, "status"),
  waitingFor: fieldOf(payload, "waitingFor"),
});

const paneIn = (lines: readonly SaidLine[]) =>
  paneId(lines.map(({ payload }) => /\.(%\d+)$/.exec(textOf(payload, "tmux") ?? "")?.[1]).find((pane) => pane) ?? "%0");
