import { findComposer } from "../composer.ts";
import type { Found } from "../composer.ts";
import type { Profile } from "../profile.ts";
import type { Scene } from "../regions.ts";
import type { Near, Told } from "./near-rule.ts";

/** What keeps the screen from idle, as far as the composer is concerned. Nothing for a screen that is idle. */
export function nearComposer(scene: Scene, judgement: Told): readonly Near[] {
  const { found, profile } = scene;
  if (judgement.verdict === "idle") return [];
  const idle = { rule: `${profile.id}/composer-empty`, verdict: "idle" } as const;
  if (!found) return [{ ...idle, ...whyNone(scene) }];
  const row = `row ${found.composer.row + 1}`;
  if (judgement.verdict === "typed") return [{ ...idle, nearness: 1, why: `text stands in the composer (${row})` }];
  const why = `the composer is there (${row}), but ${judgement.because} (${judgement.verdict}) counts first`;
  return [{ ...idle, nearness: 0.5, why }];
}

type Why = Pick<Near, "nearness" | "why" | "line">;

/** Looks again with one condition less at a time. */
function whyNone({ frame, rows, profile }: Scene): Why {
  const byAnyCaret = findComposer(rows, { ...frame, cursor: { ...frame.cursor, x: -1, y: -1 } }, profile);
  if (byAnyCaret) {
    const why = `a composer stands in ${rowsOf(byAnyCaret)}, but the caret is in row ${frame.cursor.y + 1}`;
    return { nearness: 0.8, why, line: rows[byAnyCaret.top]?.text.trim() ?? "" };
  }
  const anywhere = findComposer(rows, frame, withAnythingBelow(profile));
  if (anywhere) {
    return {
      nearness: 0.6,
      why: `a composer stands in ${rowsOf(anywhere)}, but what stands below makes it scrollback`,
    };
  }
  const prompt = rows.findLastIndex(({ text }) => profile.composers.some((shape) => shape.prompt.test(text)));
  return prompt < 0
    ? { nearness: 0.05, why: "no row begins as its composer does" }
    : {
        nearness: 0.2,
        why: `row ${prompt + 1} begins as its composer does, but the rest of it is missing`,
        line: rows[prompt]?.text.trim() ?? "",
      };
}

const rowsOf = ({ top, bottom }: Found): string =>
  top === bottom ? `row ${top + 1}` : `rows ${top + 1} to ${bottom + 1}`;

const withAnythingBelow = (profile: Profile): Profile => ({
  ...profile,
  composers: profile.composers.map((shape) => ({ ...shape, below: { most: Infinity, never: [] } })),
});
