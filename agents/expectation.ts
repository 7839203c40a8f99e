// What a recording is expected to show, and where what was believed differs from it.
import type { At } from "../machines/ids.ts";
import type { Belief } from "./replay.ts";

/** A stretch of a recording in one state. `settle`: a change under way, which is not scored. ms */
export interface Span {
  readonly from: At;
  readonly to: At;
  readonly state: string;
  readonly sub?: string | undefined;
}

export type Expectation =
  /** The labels of a recording. */
  | { readonly kind: "spans"; readonly spans: readonly Span[] }
  /** What must be believed at certain times. */
  | { readonly kind: "moments"; readonly moments: readonly { readonly at: At; readonly state: string }[] };

/** Verdicts that are right where a label says something else, or less; a label that is a verdict stands for itself. */
export const RIGHT: Readonly<Record<string, readonly string[]>> = {
  idle: ["idle"],
  typed: ["typed"],
  busy: ["busy"],
  waiting: ["waiting", "dialog"],
  dialog: ["dialog", "waiting"],
  boot: ["starting", "unknown", "gone", "dialog"],
  shell: ["gone", "unknown"],
  limited: ["limited"],
  error: ["error"],
  starting: ["starting", "unknown"],
  gone: ["gone"],
  unknown: ["unknown"],
};

export const isRight = (state: string, verdict: string): boolean =>
  RIGHT[state]?.includes(verdict) ?? state === verdict;

/** Repaint takes so long on a loaded machine: nearer to a change of label nothing is scored. ms */
const AFTER = 500;
const BEFORE = 150;

/** The span that is certain at this time, if any. */
export const certainSpan = <S extends Span>(spans: readonly S[], at: At): S | undefined =>
  spans.find(({ from, to, state }) => state !== "settle" && at >= from + AFTER && at <= to - BEFORE);

export interface Difference {
  readonly at: At;
  readonly expected: string;
  readonly belief: Belief | undefined;
}

/** Each look that believed something else than it should; of looks in a row that differ alike, the first. */
export function differencesOf(beliefs: readonly Belief[], expectation: Expectation): readonly Difference[] {
  const wrong =
    expectation.kind === "spans" ? inSpans(beliefs, expectation.spans) : atMoments(beliefs, expectation.moments);
  return wrong.filter((one, at) => !isAlike(wrong[at - 1], one));
}

/** Spans whose states nobody scores (`exiting`, `settle`) say nothing. */
const inSpans = (beliefs: readonly Belief[], spans: readonly Span[]): readonly Difference[] =>
  beliefs.flatMap((belief) => {
    const span = certainSpan(spans, belief.at);
    if (!span || !belief.settled || !(span.state in RIGHT) || isRight(span.state, belief.judgement.verdict)) return [];
    return [{ at: belief.at, expected: span.state, belief }];
  });

const atMoments = (
  beliefs: readonly Belief[],
  moments: readonly { readonly at: At; readonly state: string }[],
): readonly Difference[] =>
  moments.flatMap(({ at, state }) => {
    const belief = beliefs.findLast((one) => one.at <= at && one.settled);
    return belief && isRight(state, belief.judgement.verdict) ? [] : [{ at, expected: state, belief }];
  });

const isAlike = (before: Difference | undefined, now: Difference): boolean =>
  before?.expected === now.expected && before.belief?.judgement.because === now.belief?.judgement.because;

/** The states of labels by the verdicts that they stand for. */
const LABELS: Readonly<Record<string, string>> = { gone: "shell", starting: "boot", unknown: "settle" };

/** What was believed, as labels for a person to correct. Each begins with the first look that said so. */
export function spansOf(beliefs: readonly Belief[]): readonly Span[] {
  const spans: { from: At; to: At; state: string; sub?: string }[] = [];
  for (const { at, judgement, settled } of beliefs) {
    const last = spans.at(-1);
    const state = settled ? (LABELS[judgement.verdict] ?? judgement.verdict) : "settle";
    const sub = settled ? judgement.sub : undefined;
    if (last) last.to = at;
    if (last?.state !== state || last.sub !== sub)
      spans.push({ from: at, to: at, state, ...(sub === undefined ? {} : { sub }) });
  }
  return spans;
}
