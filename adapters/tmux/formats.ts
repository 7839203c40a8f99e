// The format strings, and what may be spliced into them.
// F1. Only numbers, pane ids, and text made of [a-z0-9:-] goes into a format: never a task text, a title, a session name.
// F2. Fields are separated by a tab, which tmux lets into neither a title nor a session name. A command's name may hold
//     tabs and even newlines, so it stands last, and each line of ours begins with a nonce that nobody could know before.
import { randomBytes } from "node:crypto";
import type { PaneIdentity } from "../../machines/frame.ts";

export const TAB = "\t";

/** Begins each line of ours in one fork's output: what a pane shows cannot forge it. Holds nothing a format expands. */
export const nonce = (): string => `=${randomBytes(6).toString("base64url")}`;

export const row = (nonce: string, fields: readonly string[]): string =>
  [nonce, ...fields.map((field) => `#{${field}}`)].join(TAB);

export const SERVER = ["pid", "start_time"];

export const LISTED = [
  "pane_id",
  "pane_pid",
  "window_index",
  "pane_index",
  "window_active",
  "pane_active",
  "pane_dead",
  "session_name",
  "pane_title",
  "pane_current_command",
];

export const LOOKED = [
  ...SERVER,
  "pane_id",
  "pane_pid",
  "pane_dead",
  "pane_in_mode",
  "pane_input_off",
  "pane_synchronized",
  "pane_width",
  "pane_height",
  "cursor_x",
  "cursor_y",
  "cursor_flag",
  "alternate_on",
  "pane_title",
  "@drover_task",
  "pane_current_command",
];

/** True for panes whose window moved at or after this whole second (since the epoch), and for dead ones. */
export const movedSince = (second: number): string => `#{||:#{e|>=:#{window_activity},${second}},#{pane_dead}}`;

/** True for these panes. */
export const isOneOf = (panes: readonly string[]): string =>
  `#{m/r:^%(${panes.map((pane) => pane.slice(1)).join("|")})$,#{pane_id}}`;

export const all = (guards: readonly string[]): string => guards.reduceRight((rest, guard) => `#{&&:${guard},${rest}}`);

/** `if-shell -t` on a pane that is gone runs with empty formats; that the pane's id is compared makes it fail there. */
export const isPane = ({ server, pane, panePid }: PaneIdentity): string =>
  `#{==:#{pid}:#{start_time}:#{pane_id}:#{pane_pid},${server.pid}:${server.start}:${pane}:${panePid}}`;

export const isActivity = (second: number): string => `#{==:#{session_activity},${second}}`;
export const isCursor = ({ x, y }: { x: number; y: number }): string => `#{==:#{cursor_x}.#{cursor_y},${x}.${y}}`;

/** A pane into which typing would be lost, go astray, or, dead, crash the server. */
export const TAKES_KEYS =
  "#{!=:1,#{||:#{pane_dead},#{||:#{pane_in_mode},#{||:#{pane_input_off},#{pane_synchronized}}}}}";

const NEVER = "0";

/** The raw mark stands. One that drover cannot have written is not spliced in: it equals nothing. */
export const isMark = (raw: string): string => (/^[a-z0-9:-]*$/.test(raw) ? `#{==:#{@drover_task},${raw}}` : NEVER);

/**
 * The text is on the screen, within one row. The search is a shell pattern: what could mean something to it or to the
 * format stands as `?`, and a run of other than ASCII as `*`, since tmux may count it in bytes.
 */
export function isVisible(text: string): string {
  const pattern = text.replaceAll(/[^\x20-\x7e]+/g, "*").replaceAll(/[^A-Za-z0-9 *-]/g, "?");
  if (!/[A-Za-z0-9]/.test(pattern)) throw new Error(`nothing to search the screen for in ${JSON.stringify(text)}`);
  return `#{!=:#{C:${pattern}},0}`;
}
