// A recording as the watch lives it: it looks on a beat and at once when the title changes (a hook of tmux tells), and what
// it believes in between is what was settled last. One implementation for the tests, the bench and `drover replay`.
import type { Judgement } from "../machines/evidence.ts";
import type { Frame } from "../machines/frame.ts";
import type { At } from "../machines/ids.ts";
import { SILENT } from "./channels/word.ts";
import type { Said, Word } from "./channels/word.ts";
import { classify } from "./classify.ts";
import { fuse } from "./fusion.ts";
import type { Fused } from "./fusion.ts";
import { isShell } from "./identify.ts";
import type { Patience, Profile } from "./profile.ts";
import { settle } from "./settle.ts";
import type { Settling } from "./settle.ts";

/** How often the watch looks. ms */
export interface Beat {
  readonly calm: number;
  /** After a look that settled nothing. */
  readonly unsettled: number;
  /** A change of title wakes the watch. */
  readonly wakes: boolean;
}

/** As the daemon's watch does (daemon/watch/keep-watch.ts). */
export const WATCH: Beat = { calm: 1_000, unsettled: 250, wakes: true };

/** What one look made the watch believe, from `at` on. */
export interface Belief {
  readonly at: At;
  readonly frame: Frame;
  readonly judgement: Judgement;
  readonly settled: boolean;
}

/** What one frame means, and how slow the agent is that shows it. */
export type Judge = (frame: Frame) => { readonly judgement: Judgement; readonly patience: Patience };

/** What the agent said of itself in the recording; times only go forward. */
export interface Heard {
  said(at: At): Said;
  overrule(word: Word): void;
  /** When what is said changes for the first time after `at`. */
  nextChange(at: At): At | undefined;
  /** When it changed last. */
  saidAt(): At;
}

/** What an agent said is soon on its screen, too. ms */
const HOT_AFTER_WORD = 1_500;

/** `frames` in time order, `at` from any beginning; `from`: when the first look is. */
export function replay(
  frames: readonly Frame[],
  judge: Judge,
  beat: Beat,
  from?: At,
  heard?: Heard,
): readonly Belief[] {
  const beliefs: Belief[] = [];
  const end = (frames.at(-1)?.at ?? 0) + beat.calm;
  let settling: Settling | undefined;
  let fused: Fused | undefined;
  let next = 0;
  for (let at = from ?? frames[0]?.at ?? 0; at <= end;) {
    while ((frames[next + 1]?.at ?? Infinity) <= at) next += 1;
    const frame = { ...frames[next], at };
    const isThere = isFrame(frame) && (frames[next]?.at ?? Infinity) <= at;
    if (isThere) {
      const { judgement, patience } = judge(frame);
      settling = settle(settling, frame, judgement, patience);
      fused = fuse(fused, { at, screen: settling, said: heard?.said(at) ?? SILENT });
      for (const word of fused.overruled) heard?.overrule(word);
      beliefs.push({ at, frame, judgement: fused.judgement, settled: fused.kind === "settled" });
    }
    const isHot = settling?.kind === "unsettled" || at < (heard?.saidAt() ?? -Infinity) + HOT_AFTER_WORD;
    const due = Math.min(at + (isHot ? beat.unsettled : beat.calm), fused?.again ?? Infinity);
    const woken = beat.wakes ? titleChange(frames, next, due) : undefined;
    at = Math.min(due, woken ?? due, heard?.nextChange(at) ?? due);
  }
  return beliefs;
}

const isFrame = (frame: Partial<Frame> & { readonly at: At }): frame is Frame => frame.rows !== undefined;

/** Animated titles change many times a second: what wakes the watch is a change of what stands before the words. */
function titleChange(frames: readonly Frame[], now: number, before: At): At | undefined {
  for (let at = now + 1; at < frames.length; at += 1) {
    const frame = frames[at];
    const last = frames[at - 1];
    if (!frame || !last || frame.at >= before) return undefined;
    if (signOf(frame) !== signOf(last)) return frame.at;
  }
  return undefined;
}
const signOf = ({ title }: Frame): string =>
  title
    .trim()
    .replace(/[\u2801-\u28ff]/g, "*")
    .slice(0, 1);

/** For a known agent. Recordings have no processes: a shell in front stands for an agent that is gone. */
export const judgeAs =
  (profile: Profile): Judge =>
  (frame) => ({
    judgement: isShell(frame.command)
      ? { verdict: "gone", flags: [], because: "process/bare-shell", source: "process", agent: profile.id }
      : classify(frame, profile),
    patience: profile.patience,
  });
