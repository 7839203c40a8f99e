import { classify } from "../../agents/classify.ts";
import { isShell } from "../../agents/identify.ts";
import type { Profile } from "../../agents/profile.ts";
import { settle } from "../../agents/settle.ts";
import type { Settling } from "../../agents/settle.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { Frame } from "../../machines/frame.ts";
import type { Recording, Span } from "./load.ts";

/** What a watch that looks every `every` ms believes, from `at` on. */
export interface Belief {
  readonly at: number;
  readonly frame: Frame;
  readonly judgement: Judgement;
  readonly settled: boolean;
}

/** Looks at a recording as the watch does: on a fixed beat, at the screen that stood there then. */
export function watchRecording(recording: Recording, profile: Profile, every: number, offset = 0): readonly Belief[] {
  const beliefs: Belief[] = [];
  const end = recording.frames.at(-1)?.at ?? 0;
  let settling: Settling | undefined;
  let next = 0;
  for (let at = offset; at <= end + every; at += every) {
    while ((recording.frames[next + 1]?.at ?? Infinity) <= at) next += 1;
    const frame = recording.frames[next];
    if (!frame || frame.at > at) continue;
    const looked = { ...frame, at };
    settling = settle(settling, looked, judged(looked, profile), profile.patience);
    beliefs.push({ at, frame: looked, judgement: settling.judgement, settled: settling.kind === "settled" });
  }
  return beliefs;
}

/** The recordings have no processes: a shell in front stands for an agent that is gone. */
const judged = (frame: Frame, profile: Profile): Judgement =>
  isShell(frame.command)
    ? { verdict: "gone", flags: [], because: "process/bare-shell", source: "process", agent: profile.id }
    : classify(frame, profile);

/** Repaint takes so long on a loaded machine: nearer to a change of label nothing is scored. ms */
const AFTER = 500;
const BEFORE = 150;

/** The span that is certain at this time, if any. */
export const certainSpan = (spans: readonly Span[], at: number): Span | undefined =>
  spans.find(({ from, to, state }) => state !== "settle" && at >= from + AFTER && at <= to - BEFORE);
