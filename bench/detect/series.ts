// What the watch would have told of a recording, and how that compares with the labels.
import type { Profile } from "../../agents/profile.ts";
import { judgeAs, replay } from "../../agents/replay.ts";
import type { Ears } from "../../test/recordings/ears.ts";
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
  /** Of the others: told to be unknown, and taken for an agent that has not yet taken what was typed. */
  readonly unknown: number;
  readonly accepting: number;
  /** From the true change to the first right verdict, one number a span that had one. ms */
  readonly delays: readonly number[];
  /** Spans in which idle was told for 1 s or longer though the agent was not. */
  readonly heldIdle: readonly HeldIdle[];
}

export interface HeldIdle {
  readonly what: string;
  /** For less than 1 s of it anything had been painted since the last idle span: the agent had keys that no screen showed. */
  readonly unpainted: boolean;
}

const SAMPLE = 100;

interface Sample {
  readonly span: Span;
  readonly state: string;
  readonly isRight: boolean;
}

/** `ears`: what the agent said of itself is weighed in, and wakes the watch. */
export function tellings({ frames }: Recording, profile: Profile, beat: Beat, ears?: Ears): readonly Told[] {
  const told: Told[] = [];
  for (const { at, judgement, settled } of replay(
    frames,
    judgeAs(profile),
    { ...beat, wakes: true },
    undefined,
    ears,
  )) {
    if (settled && told.at(-1)?.state !== judgement.verdict) {
      told.push({ from: at, state: judgement.verdict, because: judgement.because });
    }
  }
  return told;
}

export function scoreSeries(recording: Recording, profile: Profile, beat: Beat, ears?: Ears): SeriesScore {
  const told = tellings(recording, profile, beat, ears);
  const spans = recording.spans.filter(({ state }) => isScored(state));
  const samples: Sample[] = [];
  for (let at = 0; at <= (recording.frames.at(-1)?.at ?? 0); at += SAMPLE) {
    const span = certainSpan(recording.spans, at);
    const state = stateAt(told, at);
    if (!span || !isScored(span.state) || state === undefined) continue;
    samples.push({ span, state, isRight: isRight(span.state, { state, flags: [] }) });
  }
  const wrong = samples.filter((sample) => !sample.isRight);
  return {
    scored: samples.length,
    right: samples.length - wrong.length,
    unknown: wrong.filter(({ state }) => state === "unknown").length,
    accepting: wrong.filter(({ span, state }) => span.sub === "accepting" && state !== "unknown").length,
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

function heldIdle(spans: readonly Span[], told: readonly Told[], recording: Recording): readonly HeldIdle[] {
  const { agent, name } = recording;
  return spans
    .filter(({ state, from, to }) => isNotIdle(state) && to - from > 1_650)
    .flatMap((span) =>
      told.flatMap((one, at) => {
        const begins = Math.max(one.from, span.from + 500);
        const ends = Math.min(told[at + 1]?.from ?? Infinity, span.to - 150);
        if (one.state !== "idle" || ends - begins < 1_000) return [];
        const where = `${agent}/${name} ${Math.round(begins)}–${Math.round(ends)} ms`;
        const what = `${where}: ${span.state} ${span.sub ?? ""} (${one.because})`;
        return [{ what, unpainted: ends - Math.max(begins, paintedAt(recording, span)) < 1_000 }];
      }),
    );
}

/** When the screen changed first after the last idle span before this one. */
function paintedAt({ frames, spans }: Recording, { from }: Span): number {
  const lastIdle = spans.findLast(({ state, to }) => state === "idle" && to <= from);
  return frames.find(({ at }) => at > (lastIdle?.to ?? -Infinity))?.at ?? Infinity;
}
