// Why a screen is judged as it is, and what would have made it another verdict. For people, so it may be slow; it judges
// nothing itself.
import type { Judgement, NearRule } from "../machines/evidence.ts";
import type { Frame } from "../machines/frame.ts";
import { classify } from "./classify.ts";
import { findComposer } from "./composer.ts";
import { nearComposer } from "./explain/near-composer.ts";
import { nearRule } from "./explain/near-rule.ts";
import type { Near, Told } from "./explain/near-rule.ts";
import type { LocalClock } from "./limit-time.ts";
import type { Profile } from "./profile.ts";
import type { Scene } from "./regions.ts";
import { parseRows } from "./sgr.ts";

export interface Explanation {
  readonly judgement: Judgement;
  /** Nearest first. */
  readonly near: readonly NearRule[];
}

const MOST = 5;

export function explain(frame: Frame, profile: Profile, clock?: LocalClock): Explanation {
  const judgement = classify(frame, profile, clock);
  return { judgement, near: nearRules(frame, profile, judgement) };
}

/** The rules that nearly gave another verdict than this one. */
export function nearRules(frame: Frame, profile: Profile, judgement: Told): readonly NearRule[] {
  const rows = parseRows(frame.rows);
  const scene: Scene = { frame, rows, found: findComposer(rows, frame, profile), profile };
  const near = profile.rules
    .filter(({ name, verdict }) => `${profile.id}/${name}` !== judgement.because && verdict !== "idle")
    .flatMap((rule) => nearRule(rule, scene, judgement) ?? []);
  return [...near, ...nearComposer(scene, judgement)]
    .toSorted((a, b) => b.nearness - a.nearness)
    .slice(0, MOST)
    .map(({ nearness: _nearness, ...shown }: Near): NearRule => shown);
}
