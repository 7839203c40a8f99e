import type { Evidence, NearRule } from "../../machines/evidence.ts";
import { matched } from "../classify.ts";
import type { Rule } from "../profile.ts";
import { linesOf } from "../regions.ts";
import type { Scene } from "../regions.ts";
import { likeness } from "./likeness.ts";

/** The verdict to which the others were near. */
export type Told = Pick<Evidence, "verdict" | "because">;

/** `nearness` from 0 to 1 orders them; it is not shown. */
export type Near = NearRule & { readonly nearness: number };

/** Undefined: nothing of the rule is on the screen. */
export function nearRule(rule: Rule, scene: Scene, judgement: Told): Near | undefined {
  // A rule without lines tells an absence: that it does not match is the usual case.
  if (rule.lines.length === 0) return undefined;
  const line = matched(rule, scene);
  // What would have given the same verdict says less than what would have given another.
  const nearness = rule.verdict === judgement.verdict ? 0.45 : 0.9;
  if (line !== undefined) return near(rule, scene, nearness, outranked(rule, judgement), line);
  return spokenAgainst(rule, scene) ?? inPart(rule, scene) ?? elsewhere(rule, scene) ?? alike(rule, scene);
}

const near = (
  { name, verdict }: Rule,
  scene: Scene,
  nearness: number,
  why: string,
  line: string | undefined,
): Near => ({
  rule: `${scene.profile.id}/${name}`,
  verdict,
  why,
  nearness,
  ...(line === undefined || line === "" ? {} : { line: line.trim().slice(0, 200) }),
});

const outranked = ({ verdict }: Rule, judgement: Told): string =>
  verdict === "limited" && judgement.verdict !== "limited" && judgement.verdict !== "waiting"
    ? "matches too, but the time that it names is over"
    : `matches too, but ${judgement.because} (${judgement.verdict}) counts first`;

/** All its lines are there, and something else forbids it. */
function spokenAgainst(rule: Rule, scene: Scene): Near | undefined {
  const { composer, not = [], nearest } = rule;
  const lines = linesOf(rule.region, scene);
  const hits = rule.lines.map((pattern) => lines.find((line) => pattern.test(line)));
  if (!hits.every((hit) => hit !== undefined)) return undefined;
  const against = not.flatMap((pattern) => lines.filter((line) => pattern.test(line)))[0];
  const why =
    composer === "present" && !scene.found
      ? "its lines are there, but no composer is"
      : (composer === "absent" || composer === "not below") && scene.found
        ? `its lines are there, but so is a composer (row ${scene.found.composer.row + 1})`
        : against !== undefined
          ? `its lines are there, but so is ${JSON.stringify(against.trim().slice(0, 80))}, which speaks against it`
          : nearest && `its lines are there, but the nearest row is not like ${shown(nearest)}`;
  return why === undefined ? undefined : near(rule, scene, 0.8, why, hits[0]);
}

function inPart(rule: Rule, scene: Scene): Near | undefined {
  const lines = linesOf(rule.region, scene);
  const missing = rule.lines.filter((pattern) => !lines.some((line) => pattern.test(line)));
  if (missing.length === rule.lines.length) return undefined;
  const there = lines.find((line) => rule.lines.some((pattern) => pattern.test(line)));
  const share = 1 - missing.length / rule.lines.length;
  return near(
    rule,
    scene,
    0.4 + share * 0.3,
    `no row ${placeOf(rule)} is like ${missing.map(shown).join(" and ")}`,
    there,
  );
}

function elsewhere(rule: Rule, scene: Scene): Near | undefined {
  if (rule.region.of === "title") return undefined;
  const rows = scene.rows.map(({ text }) => text.trimEnd());
  const at = rule.lines.map((pattern) => rows.findLastIndex((row) => pattern.test(row)));
  if (at.some((row) => row < 0)) return undefined;
  const why = `row ${(at[0] ?? 0) + 1} is like it, but it looks only ${placeOf(rule)}`;
  return near(rule, scene, 0.3, why, rows[at[0] ?? 0]);
}

function alike(rule: Rule, scene: Scene): Near | undefined {
  const lines = rule.region.of === "title" ? [] : linesOf(rule.region, scene);
  const ranked = lines
    .flatMap((line) => rule.lines.map((pattern) => ({ line, pattern, likeness: likeness(pattern, line) })))
    .toSorted((a, b) => b.likeness - a.likeness);
  const [best] = ranked;
  if (!best || best.likeness < 0.5) return undefined;
  return near(rule, scene, best.likeness * 0.3, `the line is not like ${shown(best.pattern)}`, best.line);
}

const LONGEST_SHOWN = 80;

function shown({ source }: RegExp): string {
  return `/${source.length > LONGEST_SHOWN ? `${source.slice(0, LONGEST_SHOWN)}…` : source}/`;
}

/** Where the rule looks, in words. */
function placeOf({ region }: Rule): string {
  switch (region.of) {
    case "title":
      return "of the title";
    case "above":
      return `in the ${region.rows} rows above the composer`;
    case "below":
      return "below the composer";
    case "bottom":
      return `in the last ${region.rows} rows`;
    case "composer":
      return "of the composer";
    case "last turn":
      return "of the last turn";
    case "since prompt":
      return "since the last prompt";
  }
}
