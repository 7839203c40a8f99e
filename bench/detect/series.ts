// A recording as the watch lives it: looks on a beat and at once when the title changes (a hook of tmux tells), what is
// told in between, and how that compares with the labels.
import { classify } from "../../agents/classify.ts";
import { isShell } from "../../agents/identify.ts";
import type { Profile } from "../../agents/profile.ts";
import { settle } from "../../agents/settle.ts";
import type { Settling } from "../../agents/settle.ts";
import type { Frame } from "../../machines/frame.ts";
import { certainSpan } from "../../test/recordings/replay.ts";
import type { Recording, Span } from "../../test/recordings/load.ts";
import { isNotIdle, isRight, isScored } from "./truth.ts";

/** How often the watch looks. ms */
export interface Beat {
  readonly calm: number;
  /** After a look that settled nothing. */
  readonly unsettled: number;
}

export interface Told {
  readonly from: number;
  readonly state: string;
  readonly because: string;
}

export interface SeriesScore {
  /** Samples of 100 ms inside certain spans. */
  readonly scored: number;
  readonly right: number;
  /** From the true change to the first right verdict, one number a span that had one. ms */
  readonly delays: readonly number[];
  /** Spans in which idle was told for 1 s or longer though the agent was not. */
  readonly heldIdle: readonly string[];
}

const SAMPLE = 100;

export function tellings({ frames }: Recording, profile: Profile, beat: Beat): readonly Told[] {
  const told: Told[] = [];
  const end = frames.at(-1)?.at ?? 0;
  let settling: Settling | undefined;
  let next = 0;
  let at = frames[0]?.at ?? 0;
  while (at <= end + beat.calm) {
    while ((frames[next + 1]?.at ?? Infinity) <= at) next += 1;
    const frame = frames[next];
    if (!frame) break;
    settling = settle(settling, { ...frame, at }, judged({ ...frame, at }, profile), profile.patience);
    if (settling.kind === "settled" && told.at(-1)?.state !== settling.judgement.verdict) {
      told.push({ from: at, state: settling.judgement.verdict, because: settling.judgement.because });
    }
    const due = at + (settling.kind === "settled" ? beat.calm : beat.unsettled);
    at = Math.min(due, titleChange(frames, next, due) ?? due);
  }
  return told;
}

/** The recordings have no processes: a shell in front stands for an agent that is gone. */
const judged = (frame: Frame, profile: Profile) =>
  isShell(frame.command)
    ? ({ verdict: "gone", flags: [], because: "process/bare-shell", source: "process", agent: profile.id } as const)
    : classify(frame, profile);

/** Animated titles change many times a second: what wakes the watch is a change of what stands before the words. */
function titleChange(frames: readonly Frame[], now: number, before: number): number | undefined {
  const kind = ({ title }: Frame) =>
    title
      .trim()
      .replace(/[\u2801-\u28ff]/g, "*")
      .slice(0, 1);
  for (let at = now + 1; at < frames.length; at += 1) {
    const frame = frames[at];
    const last = frames[at - 1];
    if (!frame || !last || frame.at >= before) return undefined;
    if (kind(frame) !== kind(last)) return frame.at;
  }
  return undefined;
}

export function scoreSeries(recording: Recording, profile: Profile, beat: Beat): SeriesScore {
  const told = tellings(recording, profile, beat);
  const spans = recording.spans.filter(({ state }) => isScored(state));
  let scored = 0;
  let right = 0;
  for (let at = 0; at <= (recording.frames.at(-1)?.at ?? 0); at += SAMPLE) {
    const span = certainSpan(recording.spans, at);
    const state = stateAt(told, at);
    if (!span || !isScored(span.state) || state === undefined) continue;
    scored += 1;
    right += isRight(span.state, { state, flags: [] }) ? 1 : 0;
  }
  return {
    scored,
    right,
    delays: spans.flatMap((span) => delayOf(span, told)),
    heldIdle: heldIdle(spans, told, recording),
  };
}

const stateAt = (told: readonly Told[], at: number): string | undefined =>
  told.findLast(({ from }) => from <= at)?.state;

function delayOf(span: Span, told: readonly Told[]): readonly number[] {
  const isSo = (state: string) => isRight(span.state, { state, flags: [] });
  const before = stateAt(told, span.from);
  if (before !== undefined && isSo(before)) return [];
  const first = told.find(({ from, state }) => from >= span.from && from <= span.to && isSo(state));
  return first ? [first.from - span.from] : [];
}

function heldIdle(spans: readonly Span[], told: readonly Told[], { agent, name }: Recording): readonly string[] {
  return spans
    .filter(({ state, from, to }) => isNotIdle(state) && to - from > 1_650)
    .flatMap(({ state, sub, from, to }) =>
      told.flatMap((one, at) => {
        const begins = Math.max(one.from, from + 500);
        const ends = Math.min(told[at + 1]?.from ?? Infinity, to - 150);
        return one.state === "idle" && ends - begins >= 1_000
          ? [`${agent}/${name} ${Math.round(begins)}–${Math.round(ends)} ms: ${state} ${sub ?? ""} (${one.because})`]
          : [];
      }),
    );
}
