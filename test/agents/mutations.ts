// Busy and waiting screens with rows deleted and added above the bottom composer or dialog: none may turn idle, whatever
// is quoted, torn out or scrolled there. Shared by a short form in the suite and a long campaign.
import { classify } from "../../agents/classify.ts";
import { findComposer } from "../../agents/composer.ts";
import type { Profile } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import { parseRows, plainRows } from "../../agents/sgr.ts";
import type { Style } from "../../agents/sgr.ts";
import type { Frame } from "../../machines/frame.ts";
import { RECORDED_AGENTS, loadRecording, recordingNames } from "../recordings/load.ts";
import { certainSpan } from "../recordings/replay.ts";

export interface Screen {
  readonly name: string;
  readonly frame: Frame;
  readonly profile: Profile;
}

/** A dialog and what belongs to it takes at most so many filled rows at the bottom. */
const DIALOG_ROWS = 22;

/** Without title and colours a turn shows by its status row alone, which stands this near above the composer. */
const STATUS_ROWS = 8;

const NOT_IDLE = new Set(["busy", "waiting", "dialog"]);

/** Certain frames, at most `each` of every `nth` recording, that are judged busy, waiting or dialog as they stand. */
export function notIdleScreens(each: number, nth = 1): readonly Screen[] {
  return RECORDED_AGENTS.flatMap((agent) =>
    recordingNames(agent)
      .filter((_name, at) => at % nth === 0)
      .flatMap((name) => screensOf(agent, name, each)),
  );
}

function screensOf(agent: string, name: string, each: number): readonly Screen[] {
  const profile = profileOf(agent);
  if (!profile) throw new Error(`no profile ${agent}`);
  const { frames, spans } = loadRecording(agent, name);
  const step = Math.max(1, Math.floor(frames.length / (each * 3)));
  const sampled = frames.filter((_frame, at) => at % step === 0);
  const fit = sampled.flatMap((frame) => {
    const label = certainSpan(spans, frame.at)?.state ?? "";
    if (!NOT_IDLE.has(label)) return [];
    return [{ ...frame, rows: selfContained(frame.rows) }, plain(frame)].flatMap((form) => {
      const isFit = NOT_IDLE.has(classify(form, profile).verdict);
      return isFit ? [{ name: `${agent}/${name}@${frame.at}`, frame: form, profile }] : [];
    });
  });
  return fit.slice(0, each);
}

/** Colours run on from row to row; here each row names its own, so that rows can be moved. */
const selfContained = (rows: readonly string[]): readonly string[] =>
  parseRows(rows).map(({ runs }) => runs.map(({ text, style }) => `\u001b[${codes(style)}m${text}`).join(""));

const codes = ({ dim, bold, inverse, underline, fg, bg }: Style): string =>
  [
    "0",
    ...(bold ? ["1"] : []),
    ...(dim ? ["2"] : []),
    ...(underline ? ["4"] : []),
    ...(inverse ? ["7"] : []),
    ...(fg === "" ? [] : [fg.includes(";") ? `38;${fg}` : fg]),
    ...(bg === "" ? [] : [bg.includes(";") ? `48;${bg}` : bg]),
  ].join(";");

/** As a capture in a file has it: no colours, no title, no cursor. */
const plain = (frame: Frame): Frame => ({
  ...frame,
  rows: plainRows(frame.rows),
  title: "",
  cursor: { x: -1, y: -1, visible: true },
});

/** Rows that may be changed: above the composer, or above the dialog where there is none. */
function freeRows({ frame, profile }: Screen): number {
  const found = findComposer(parseRows(frame.rows), frame, profile);
  if (!found) return above(frame.rows.length, DIALOG_ROWS, frame);
  return frame.cursor.y < 0 ? above(found.top, STATUS_ROWS, frame) : found.top;
}

/** The row above which `count` filled rows stand below, down to `end`. */
function above(end: number, count: number, frame: Frame): number {
  const rows = plainRows(frame.rows);
  let left = count;
  for (let at = end - 1; at >= 0; at -= 1) {
    if (rows[at]?.trim() !== "") left -= 1;
    if (left === 0) return at;
  }
  return 0;
}

/** The same random numbers from the same seed. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Rows that look like rest, from any agent, and rows of the other screens themselves. */
const BAITS: readonly (readonly string[])[] = [
  ["────────────────────────", "❯ ", "────────────────────────", "  ? for shortcuts"],
  ["╭────────────────────────╮", "│ >                      │", "╰────────────────────────╯", "  ? for shortcuts"],
  ["› Ask Codex to do anything", "", "  model default · ~/project"],
  ["▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄", " >   Type your message or @path/to/file", "▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀"],
  ["┃", "┃  ", "┃", "┃  Build", "╹▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀", "~/project   ctrl+p commands"],
  ["✻ Worked for 12s"],
  ["─ Worked for 12s ─────"],
  ["❯ "],
  ["› "],
  ["> "],
  ["$ "],
  [""],
];

/** The screen with some of its free rows deleted, doubled or joined by others'; the cursor moves with its row. */
export function mutate(screen: Screen, random: () => number, others: readonly Screen[]): Frame {
  const { frame } = screen;
  const { cursor } = frame;
  const free = freeRows(screen);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const head = frame.rows.slice(0, free).filter(() => random() > 0.3 * random());
  for (let times = Math.floor(random() * 4); times > 0; times -= 1) {
    const other = pick(others)?.frame.rows ?? [];
    const from = Math.floor(random() * other.length);
    const added = random() < 0.5 ? (pick(BAITS) ?? []) : other.slice(from, from + 1 + Math.floor(random() * 6));
    head.splice(Math.floor(random() * (head.length + 1)), 0, ...added);
  }
  const isPlain = cursor.y < 0;
  const rows = [...(isPlain ? plainRows(head) : head.map((row) => `\u001b[0m${row}`)), ...frame.rows.slice(free)];
  const y = cursor.y >= free ? cursor.y + head.length - free : cursor.y;
  return { ...frame, rows, size: { ...frame.size, rows: rows.length }, cursor: { ...cursor, y } };
}

export interface Turned {
  readonly name: string;
  readonly because: string;
  readonly frame: Frame;
}

/** The mutants that turned idle. */
export function turnedIdle(screens: readonly Screen[], runs: number, seed: number): readonly Turned[] {
  const random = generator(seed);
  const turned: Turned[] = [];
  for (let run = 0; run < runs; run += 1) {
    const screen = screens[Math.floor(random() * screens.length)];
    if (!screen) throw new Error("no screens to mutate");
    const frame = mutate(screen, random, screens);
    const { verdict, because } = classify(frame, screen.profile);
    if (verdict === "idle") turned.push({ name: screen.name, because, frame });
  }
  return turned;
}
