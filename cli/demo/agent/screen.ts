import { wrap, widthOf } from "./cells.ts";

/** What is to be seen. Line breaks in texts are kept, all else that moves a cursor is not. */
export interface View {
  readonly name: string;
  /** Prompts, answers and errors, each line as it begins in the first column. */
  readonly transcript: readonly string[];
  readonly bottom:
    | { readonly kind: "starting" }
    | { readonly kind: "composer"; readonly text: string; readonly workingSeconds?: number }
    | { readonly kind: "dialog"; readonly question: string; readonly about: string };
}

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

const PROMPT = "demo> ";
const INDENT = "  ";

/** The bytes that paint the whole screen and put the cursor where it belongs. */
export function paint(view: View, size: Size): string {
  const { rows, cursor } = bottomRows(view, size);
  const bottom = rows.slice(-size.rows);
  const top = transcriptRows(view.transcript, size, size.rows - bottom.length);
  const all = [...top, ...blanks(size.rows - top.length - bottom.length), ...bottom];
  const drawn = all.map((row, y) => `\u001b[${y + 1};1H${row}\u001b[0m\u001b[K`).join("");
  return `\u001b[?25l${drawn}${cursor === undefined ? "" : showCursor(size.rows - cursor.fromEnd, cursor.x)}`;
}

interface Bottom {
  readonly rows: readonly string[];
  /** Hidden if absent. */
  readonly cursor?: { readonly x: number; readonly fromEnd: number };
}

function bottomRows(view: View, size: Size): Bottom {
  const { bottom } = view;
  switch (bottom.kind) {
    case "starting":
      return { rows: ["demo agent is starting…"] };
    case "dialog":
      return { rows: dialogRows(bottom.question, bottom.about, size) };
    case "composer": {
      const typed = composerRows(bottom.text, size);
      const busy = bottom.workingSeconds === undefined ? [] : ["", `* Working… (${bottom.workingSeconds}s)`];
      const x = bottom.text === "" ? PROMPT.length : widthOf(typed.at(-1) ?? "");
      return {
        rows: [...busy, ...(bottom.text === "" ? [EMPTY_ROW] : typed), "", view.name],
        cursor: { x, fromEnd: 2 },
      };
    }
  }
}

const EMPTY_ROW = `${PROMPT}\u001b[2mAsk me anything`;

function dialogRows(question: string, about: string, { cols }: Size): readonly string[] {
  const [shown = ""] = wrap(about, cols - 3);
  return ["", question, `${INDENT}${shown}`, "", "> 1. Yes", "  2. No", "", "Enter to confirm · Esc to cancel"];
}

/** A text too tall for the screen shows its end; its prompt sign stays. */
function composerRows(text: string, { cols, rows }: Size): readonly string[] {
  const wrapped = text
    .split("\n")
    .flatMap((line, index) => wrap(line, cols - 1 - INDENT.length, index === 0 ? cols - 1 - PROMPT.length : undefined));
  const shown = wrapped.slice(-Math.max(1, rows - 6));
  return shown.map((row, index) => `${index === 0 ? PROMPT : INDENT}${row}`);
}

/** The last rows of the transcript, as many as there is room for, with a blank row below. */
function transcriptRows(transcript: readonly string[], { cols }: Size, room: number): readonly string[] {
  const rows: string[] = [];
  for (let at = transcript.length - 1; at >= 0 && rows.length < room - 1; at -= 1) {
    rows.unshift(...rowsOfLine(transcript[at] ?? "", cols - 1));
  }
  return rows.slice(Math.max(0, rows.length - room + 1));
}

const rowsOfLine = (line: string, cols: number): readonly string[] =>
  wrap(line, cols - INDENT.length, cols).map((row, index) => (index === 0 ? row : `${INDENT}${row}`));

const blanks = (count: number): readonly string[] => Array.from({ length: Math.max(0, count) }, () => "");

const showCursor = (y: number, x: number): string => `\u001b[${Math.max(1, y)};${x + 1}H\u001b[?25h`;
