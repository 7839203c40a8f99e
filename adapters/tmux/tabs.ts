import { columnsOf } from "../../machines/columns.ts";
import { ESCAPE } from "../../machines/escapes.ts";

/** A tab stop is every so many columns, unless a program sets its own. */
const STOP = 8;

/** An escape or one character. */
const PIECE = new RegExp(`${ESCAPE.source}|.`, "gsu");

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
