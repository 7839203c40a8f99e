import type { Frame } from "../machines/frame.ts";
import type { Found } from "./composer.ts";
import type { Profile, Region } from "./profile.ts";
import type { Row } from "./sgr.ts";

/** What one frame offers to the rules. */
export interface Scene {
  readonly frame: Frame;
  readonly rows: readonly Row[];
  readonly found: Found | undefined;
  readonly profile: Profile;
}

/** The lines of a region, blank ones left out; without a composer its regions are empty. `from`: no row above it. */
export function linesOf(region: Region, { frame, rows, found, profile }: Scene, from = 0): readonly string[] {
  switch (region.of) {
    case "title":
      return [frame.title.trim()];
    case "bottom":
      return lastFilled(rows.slice(from), rows.length - from, region.rows);
    case "above":
      return found ? lastFilled(rows, found.top, region.rows, region.past) : [];
    case "below":
      return found ? filled(rows.slice(found.bottom + 1)) : [];
    case "composer":
      return found ? filled(rows.slice(found.top, found.bottom + 1)) : [];
    case "last turn":
      return found ? lastTurn(rows, found.top, profile) : [];
    case "since prompt":
      return sincePrompt(rows, profile);
  }
}

const filled = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap(({ text }) => (text.trim() === "" ? [] : [text.trimEnd()]));

function lastFilled(rows: readonly Row[], end: number, count: number, past?: RegExp): readonly string[] {
  const lines: string[] = [];
  for (let at = end - 1; at >= 0 && lines.length < count; at -= 1) {
    const text = rows[at]?.text.trimEnd() ?? "";
    if (text !== "" && !past?.test(text)) lines.push(text);
  }
  return lines;
}

function lastTurn(rows: readonly Row[], end: number, profile: Profile): readonly string[] {
  const start = rows.slice(0, end).findLastIndex(({ text }) => profile.ownPrompt.test(text));
  return filled(rows.slice(start + 1, end));
}

function sincePrompt(rows: readonly Row[], profile: Profile): readonly string[] {
  const start = rows.findLastIndex(({ text }) => profile.ownPrompt.test(text));
  return start < 0 ? [] : filled(rows.slice(start + 1));
}
