// Columns for people.
// W1. No line is wider than the terminal, where there is one: the last column gives way.
// W2. A row is a line: nothing in a cell can forge another.
import { oneLine } from "../machines/one-line.ts";
export { oneLine } from "../machines/one-line.ts";

const GAP = "  ";

/** Columns as wide as their widest cell, two blanks apart. */
export function table(
  head: readonly string[],
  given: readonly (readonly string[])[],
  columns?: number,
): readonly string[] {
  const rows = given.map((cells) => cells.map(oneLine));
  const widths = head.map((title, at) => Math.max(...[title, ...rows.map((row) => row[at] ?? "")].map(widthOf)));
  const line = (cells: readonly string[]) => cells.map((cell, at) => padded(cell, widths[at] ?? 0)).join(GAP);
  return [head, ...rows].map((cells) => clip(line(cells).trimEnd(), columns));
}

/** Cut to the width, with an ellipsis. Without a width: as it is. */
export function clip(line: string, columns: number | undefined): string {
  if (columns === undefined || widthOf(line) <= columns) return line;
  let kept = "";
  for (const { segment } of graphemes.segment(line)) {
    if (widthOf(kept + segment) > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Cells of a terminal: East Asian and emoji take two. */
export const widthOf = (line: string): number =>
  [...graphemes.segment(line)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const WIDE =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

const padded = (cell: string, width: number): string => cell + " ".repeat(Math.max(0, width - widthOf(cell)));
