const SEGMENTS = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** Cuts one line into rows of at most `cols` cells; an empty line is one empty row. */
export function wrap(line: string, cols: number, firstCols = cols): readonly string[] {
  const rows: string[] = [];
  let row = "";
  let used = 0;
  for (const { segment } of SEGMENTS.segment(printable(line))) {
    const width = WIDE.test(segment) ? 2 : 1;
    if (used + width > (rows.length === 0 ? firstCols : cols)) {
      rows.push(row);
      row = "";
      used = 0;
    }
    row += segment;
    used += width;
  }
  return [...rows, row];
}

/** How many cells a row takes. */
export function widthOf(row: string): number {
  return [...SEGMENTS.segment(row)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
}

/** Nothing in a text may move the cursor. */
const printable = (line: string): string => line.replaceAll("\t", "    ").replaceAll(/\p{Cc}/gu, "·");
