// A recording as asciicast v2, to be looked at. The bytes that the agent wrote are not known: a pipe of tmux would take
// the place of the user's own, and a control client can end his server. So each frame is painted whole.
import { plainRows } from "../../agents/sgr.ts";
import type { Frame } from "../../machines/frame.ts";
import { widthOf } from "../table.ts";

/** One JSON text a line. `startedAt`: ms since the epoch. */
export function castOf(frames: readonly Frame[], startedAt: number): readonly string[] {
  const [first] = frames;
  if (!first) return [];
  const header = {
    version: 2,
    width: first.size.cols,
    height: first.size.rows,
    timestamp: Math.floor(startedAt / 1000),
  };
  const events = frames.flatMap((frame, at) => eventsOf(frame, frames[at - 1]));
  return [header, ...events].map((line) => JSON.stringify(line));
}

type Event = readonly [seconds: number, kind: "o" | "r", data: string];

function eventsOf(frame: Frame, before: Frame | undefined): readonly Event[] {
  const at = frame.at / 1000;
  const { cols, rows } = frame.size;
  const isResized = before !== undefined && (before.size.cols !== cols || before.size.rows !== rows);
  return [...(isResized ? [[at, "r", `${cols}x${rows}`] as const] : []), [at, "o", painted(frame, before)]];
}

/** Attributes run on from row to row, as in the rows themselves; the rest of a row takes the colour that the row ends with. */
export function painted({ rows, cursor, title, size }: Frame, before: Frame | undefined): string {
  const named = before?.title === title ? "" : `\u001b]2;${title.replaceAll(/\p{Cc}/gu, "")}\u0007`;
  const body = rows.map((row, at) => `\u001b[${at + 1};1H${row}${isFull(row, size.cols) ? "" : "\u001b[K"}`).join("");
  const caret = `\u001b[0m\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25${cursor.visible ? "h" : "l"}`;
  return `${named}\u001b[?25l\u001b[0m${body}${caret}`;
}

/** To erase behind a full row would take its last character away. */
const isFull = (row: string, cols: number): boolean => widthOf(plainRows([row])[0] ?? "") >= cols;
