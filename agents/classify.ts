// One frame, one answer. Waiting beats busy beats the rest; idle and typed only where a composer was found and no rule
// speaks against it. Nothing matched: unknown, never idle.
import type { Flag, Judgement } from "../machines/evidence.ts";
import type { Frame } from "../machines/frame.ts";
import { limitEnd } from "./limit-time.ts";
import type { LimitEnd, LocalClock } from "./limit-time.ts";
import { findComposer } from "./composer.ts";
import type { Found } from "./composer.ts";
import type { Profile, Rule } from "./profile.ts";
import { linesOf } from "./regions.ts";
import type { Scene } from "./regions.ts";
import { parseRows } from "./sgr.ts";

const ORDER = [
  "waiting",
  "dialog",
  "busy",
  "limited",
  "error",
  "starting",
] as const satisfies readonly Rule["verdict"][];

export function classify(frame: Frame, profile: Profile, clock?: LocalClock): Judgement {
  const rows = parseRows(frame.rows);
  const found = findComposer(rows, frame, profile);
  const scene: Scene = { frame, rows, found, profile };
  for (const verdict of ORDER) {
    if (verdict === "busy" && found?.busyPrompt) return withComposer(byPrompt(profile), found);
    for (const rule of profile.rules) {
      const line = rule.verdict === verdict ? matched(rule, scene) : undefined;
      if (line === undefined) continue;
      const limit = verdict === "limited" ? limitOf(rule, line, scene, clock) : undefined;
      if (limit?.kind === "over") continue;
      const until = limit?.kind === "until" ? { until: limit.at } : {};
      return withComposer(
        { ...byRule(rule, line, profile), ...until },
        rule.composer === "not below" ? undefined : found,
      );
    }
  }
  return found ? withComposer(ready(found, scene), found) : (idleAlone(scene) ?? nothingMatched(profile));
}

function idleAlone(scene: Scene): Judgement | undefined {
  const { profile } = scene;
  const rules = profile.rules.filter(({ verdict }) => verdict === "idle");
  for (const rule of rules) {
    const line = matched(rule, scene);
    if (line !== undefined) return byRule(rule, line, profile);
  }
  return undefined;
}

/** The line itself says when the limit ends, or one beside it. A limit that was seen before keeps the end it had. */
function limitOf(rule: Rule, line: string, scene: Scene, clock: LocalClock | undefined): LimitEnd {
  if (!clock) return { kind: "unsaid" };
  const known = clock.limits?.get(shown(line));
  if (known !== undefined) return known <= clock.at ? { kind: "over" } : { kind: "until", at: known };
  const said = [line, ...linesOf(rule.region, scene)].map((one) => limitEnd(one, clock));
  return said.find(({ kind }) => kind !== "unsaid") ?? { kind: "unsaid" };
}

const shown = (line: string): string => line.trim().slice(0, 200);

/** The line that made the rule match, "" for a rule without lines; undefined if it does not match. */
export function matched(rule: Rule, scene: Scene): string | undefined {
  if (rule.composer === "present" && !scene.found) return undefined;
  if (rule.composer === "absent" && scene.found) return undefined;
  const from = rule.composer === "not below" && scene.found ? scene.found.bottom + 1 : 0;
  const lines = linesOf(rule.region, scene, from);
  if ((rule.not ?? []).some((pattern) => lines.some((line) => pattern.test(line)))) return undefined;
  if (rule.nearest && !rule.nearest.test(lines[0] ?? "")) return undefined;
  const hits = rule.lines.map((pattern) => lines.find((line) => pattern.test(line)));
  return hits.every((hit) => hit !== undefined) ? (hits[0] ?? "") : undefined;
}

const withComposer = (judgement: Judgement, found: Found | undefined): Judgement =>
  found ? { ...judgement, composer: found.composer } : judgement;

const byRule = (rule: Rule, line: string, profile: Profile): Judgement => ({
  verdict: rule.verdict,
  ...(rule.sub === undefined ? {} : { sub: rule.sub }),
  flags: [],
  because: `${profile.id}/${rule.name}`,
  line: shown(line),
  source: rule.region.of === "title" ? "title" : "screen",
  agent: profile.id,
});

const byPrompt = (profile: Profile): Judgement => ({
  verdict: "busy",
  flags: [],
  because: `${profile.id}/prompt-sign-greyed`,
  source: "screen",
  agent: profile.id,
});

function ready(found: Found, scene: Scene): Judgement {
  const { profile } = scene;
  const isEmpty = found.composer.text.trim() === "";
  return {
    verdict: isEmpty ? "idle" : "typed",
    flags: flagsOf(found, scene),
    because: `${profile.id}/${isEmpty ? "composer-empty" : "composer-holds-text"}`,
    line: found.composer.text.split("\n")[0]?.slice(0, 200) ?? "",
    source: "screen",
    agent: profile.id,
  };
}

function flagsOf(found: Found, scene: Scene): readonly Flag[] {
  const flags = new Set<Flag>(found.suggestion ? ["suggestion_in_composer"] : []);
  const isPastLimit = scene.profile.rules.some(
    (rule) => rule.verdict === "limited" && matched(rule, scene) !== undefined,
  );
  if (isPastLimit) flags.add("after_error");
  for (const { flag, region, line } of scene.profile.flags) {
    if (linesOf(region, scene).some((text) => line.test(text))) flags.add(flag);
  }
  // A cut-off turn is no error, though some agents show it in the same place.
  if (flags.has("interrupted")) flags.delete("after_error");
  return [...flags];
}

const nothingMatched = (profile: Profile): Judgement => ({
  verdict: "unknown",
  flags: [],
  because: `${profile.id}/nothing-matched`,
  source: "screen",
  agent: profile.id,
});
