import { columnsOf } from "../../machines/columns.ts";

/** A tab stop is every so many columns, unless a program sets its own. */
const STOP = 8;

// oxlint-disable-next-line no-control-regex -- escapes as `capture-pane -e` prints them, a tab, or one character
const PIECE = /\u001b(?:\[[0-9:;?]*[A-Za-z@`]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|.)|./gsu;

/**
 * A captured row as the columns that are seen. A capture of tmux 3.8 keeps the tabs that a program wrote; one of 3.5a and
 * older has the blanks they were shown as.
 */
export function withoutTabs(row: string): string {
  if (!row.includes("\t")) return row;
  let column = 0;
  return row.replace(PIECE, (piece) => {
    if (piece.startsWith("\u001b")) return piece;
    const width = piece === "\t" ? STOP - (column % STOP) : columnsOf(piece);
    column += width;
    return piece === "\t" ? " ".repeat(width) : piece;
  });
}
