import type { Composer } from "../machines/evidence.ts";
import type { Frame } from "../machines/frame.ts";
import type { ComposerShape, Profile } from "./profile.ts";
import type { Row, Run } from "./sgr.ts";

/** A composer as found: what stands in it, and which rows of the screen it takes. */
export interface Found {
  readonly composer: Composer;
  /** Rows, borders included. */
  readonly top: number;
  readonly bottom: number;
  /** A suggestion or ghost text stands in it. */
  readonly suggestion: boolean;
  /** The prompt sign has the colour it has while a turn runs. */
  readonly busyPrompt: boolean;
}

interface Span {
  readonly top: number;
  readonly first: number;
  readonly last: number;
  readonly bottom: number;
}

/** The agent's composer on this screen, if it is there, is not scrollback and has the caret. */
export function findComposer(rows: readonly Row[], frame: Frame, profile: Profile): Found | undefined {
  return profile.composers
    .flatMap((shape) => [spanOf(rows, shape, frame), shadedSpan(rows, shape, frame)].map((span) => ({ shape, span })))
    .flatMap(({ shape, span }) =>
      span && hasCaret(span, frame, shape) && isLast(span, rows, shape) ? [read(rows, span, shape, profile)] : [],
    )
    .reduce<Found | undefined>(
      (lowest, found) => (lowest && lowest.bottom >= found.bottom ? lowest : found),
      undefined,
    );
}

function read(rows: readonly Row[], span: Span, shape: ComposerShape, profile: Profile): Found {
  const prompt = shape.prompt.exec(rows[span.first]?.text ?? "")?.[0].length ?? 0;
  const lines = rows
    .slice(span.first, span.last + 1)
    .map((row, at) => textOf(row, at === 0 ? prompt : indentOf(row.text, prompt, shape), shape));
  const typed = lines.map(({ text }) => text).join("\n");
  const text = shape.hints.some((hint) => hint.test(typed.trim())) ? "" : typed.trimEnd();
  const pasted = profile.pasted.exec(text)?.[0];
  return {
    composer: { text, row: span.last, ...(pasted === undefined ? {} : { pasted }) },
    top: span.top,
    bottom: span.bottom,
    suggestion: text === "" && lines.some(({ hinted }) => hinted),
    busyPrompt: isBusyPrompt(rows[span.first], shape),
  };
}

function isLast({ bottom }: Span, rows: readonly Row[], { below }: ComposerShape): boolean {
  const after = rows.slice(bottom + 1).filter(({ text }) => text.trim() !== "");
  const shows = (pattern: RegExp) => after.some(({ text }) => pattern.test(text.trimEnd()));
  return after.length <= below.most && !below.never.some(shows) && (!below.some || shows(below.some));
}

/** A negative cursor is unknown (a screen from a file). A caret on the empty row that a swallowed Enter left is inside. */
const hasCaret = (span: Span, { cursor }: Frame, shape: ComposerShape): boolean =>
  !shape.cursorInside || cursor.y < 0 || (cursor.y >= span.first && cursor.y <= span.bottom);

function spanOf(rows: readonly Row[], shape: ComposerShape, { cursor }: Frame): Span | undefined {
  const { frame } = shape;
  switch (frame.kind) {
    case "bordered":
      return bordered(rows, shape.prompt, frame.top, frame.bottom);
    case "footed":
      return footed(rows, shape.prompt, frame.footer);
    case "headed":
      return headed(rows, shape.prompt, frame.top, frame.row);
    case "block":
      return block(rows, shape.prompt, frame.row);
    case "edged":
      return edged(rows, frame.edge, frame.bottom);
    case "line": {
      const row = rows.findLastIndex(({ text }) => shape.prompt.test(text));
      return row < 0 ? undefined : { top: row, first: row, last: row, bottom: row };
    }
    case "open":
      return open(rows, shape.prompt, cursor.y);
  }
}

/** The lowest prompt that is not below the caret; all from there to the caret counts as typed. */
function open(rows: readonly Row[], prompt: RegExp, caret: number): Span | undefined {
  const end = caret < 0 ? rows.length - 1 : caret;
  const row = rows.slice(0, end + 1).findLastIndex(({ text }) => prompt.test(text));
  const last = Math.max(row, Math.min(caret, rows.length - 1));
  return row < 0 ? undefined : { top: row, first: row, last, bottom: last };
}

/** The block of one background that holds the caret: a blank row, the rows of the composer, a blank row. */
function shadedSpan(rows: readonly Row[], { frame, prompt }: ComposerShape, { cursor }: Frame): Span | undefined {
  const shade = rows[cursor.y]?.shade ?? "";
  if (frame.kind !== "bordered" || !frame.orShaded || shade === "") return undefined;
  let top = cursor.y;
  while (rows[top - 1]?.shade === shade) top -= 1;
  let bottom = cursor.y;
  while (rows[bottom + 1]?.shade === shade) bottom += 1;
  const isBlank = (at: number) => rows[at]?.text.trim() === "";
  return bottom - top >= 2 && isBlank(top) && isBlank(bottom) && prompt.test(rows[top + 1]?.text ?? "")
    ? { top, first: top + 1, last: bottom - 1, bottom }
    : undefined;
}

/** The lowest bordered block whose first row begins with the prompt. */
function bordered(rows: readonly Row[], prompt: RegExp, top: RegExp, bottom: RegExp): Span | undefined {
  for (let end = rows.length - 1; end > 0; end -= 1) {
    if (!bottom.test(rows[end]?.text ?? "")) continue;
    const start = rows.slice(0, end).findLastIndex(({ text }) => top.test(text));
    if (start < 0) return undefined;
    if (start + 1 < end && prompt.test(rows[start + 1]?.text ?? "")) {
      return { top: start, first: start + 1, last: end - 1, bottom: end };
    }
  }
  return undefined;
}

/** From the lowest prompt sign that is not part of the transcript (dim) or of a menu (inverse) to the footer. */
function footed(rows: readonly Row[], prompt: RegExp, footer: RegExp): Span | undefined {
  const first = rows.findLastIndex((row) => prompt.test(row.text) && isLivePrompt(row));
  if (first < 0) return undefined;
  const lastText = rows.findLastIndex(({ text }) => text.trim() !== "");
  const foot = rows.findIndex(({ text }, at) => at > first && footer.test(text));
  const gap = rows.slice(0, lastText + 1).findLastIndex(({ text }) => text.trim() === "");
  const end = foot > first ? foot - 1 : gap > first ? gap - 1 : first;
  const last = rows.slice(0, end + 1).findLastIndex(({ text }) => text.trim() !== "");
  return { top: first, first, last: Math.max(first, last), bottom: Math.max(first, end) };
}

const isLivePrompt = (row: Row): boolean => {
  const sign = row.runs.find(({ text }) => text.trim() !== "")?.style;
  return sign !== undefined && !sign.dim && !sign.inverse;
};

function headed(rows: readonly Row[], prompt: RegExp, heading: RegExp, row: RegExp): Span | undefined {
  const top = rows.findLastIndex(({ text }) => heading.test(text));
  if (top < 0) return undefined;
  const next = rows.findIndex(({ text }, at) => at > top && !row.test(text.trimEnd()));
  const last = (next < 0 ? rows.length : next) - 1;
  const filled = rows.findIndex(({ text }, at) => at > top && text.trim() !== "");
  const first = filled > 0 && filled <= last ? filled : top + 1;
  return prompt.test(first <= last ? (rows[first]?.text ?? "") : "") ? { top, first, last, bottom: last } : undefined;
}

function block(rows: readonly Row[], prompt: RegExp, row: RegExp): Span | undefined {
  const first = rows.findLastIndex(({ text }) => prompt.test(text));
  if (first < 0) return undefined;
  const end = rows.findIndex(({ text }, at) => at > first && (text.trim() === "" || !row.test(text.trimEnd())));
  const last = (end < 0 ? rows.length : end) - 1;
  return { top: first, first, last, bottom: last };
}

function edged(rows: readonly Row[], edge: string, bottom: RegExp): Span | undefined {
  const end = rows.findLastIndex(({ text }) => bottom.test(text));
  if (end < 3) return undefined;
  let start = end;
  while (start > 0 && rows[start - 1]?.text.trimStart().startsWith(edge)) start -= 1;
  // Inside: a blank row, the text, a blank row, the row that names the model.
  return end - start < 4 ? undefined : { top: start, first: start + 1, last: end - 3, bottom: end };
}

interface Line {
  readonly text: string;
  readonly hinted: boolean;
}

/** A row's typed text: without prompt, edge, hints, and the caret that stands on a hint. */
function textOf(row: Row, skip: number, shape: ComposerShape): Line {
  const runs = withoutRight(afterSkip(row.runs, skip), shape.sides?.right).filter(
    ({ text }) => text.trim() !== "" || text.length > 0,
  );
  const hints = runs.filter((run) => isHint(run, shape) && run.text.trim() !== "");
  const typed = runs.filter((run) => !isHint(run, shape));
  const text = typed.map((run) => run.text).join("");
  const isCaretOnHint = hints.length > 0 && text.trim().length <= 1 && typed.every((run) => isCaretOrBlank(run, hints));
  return { text: isCaretOnHint ? "" : text.trimEnd(), hinted: hints.length > 0 };
}

function withoutRight(runs: readonly Run[], right: RegExp | undefined): readonly Run[] {
  if (!right) return runs;
  const text = runs.map((run) => run.text).join("");
  const cut = text.length - (right.exec(text)?.[0].length ?? 0);
  let at = 0;
  return runs.flatMap((run) => {
    const kept = run.text.slice(0, Math.max(0, cut - at));
    at += run.text.length;
    return kept === "" ? [] : [{ ...run, text: kept }];
  });
}

/** A caret is painted inverse, underlined, or on a ground of its own. */
const isCaretOrBlank = ({ text, style }: Run, hints: readonly Run[]): boolean =>
  text.trim() === "" || style.inverse || style.underline || hints.every((hint) => hint.style.bg !== style.bg);

const isHint = ({ style }: Run, shape: ComposerShape): boolean => style.dim || shape.hintColours.includes(style.fg);

/** Further rows stand under the text of the first: as far in as the prompt is wide. */
function indentOf(text: string, prompt: number, { frame, sides }: ComposerShape): number {
  if (sides) return sides.left.exec(text)?.[0].length ?? 0;
  if (frame.kind === "edged") return text.indexOf(frame.edge) + frame.edge.length + 2;
  return Math.min(prompt, /^ */.exec(text)?.[0].length ?? 0);
}

function afterSkip(runs: readonly Run[], skip: number): readonly Run[] {
  let left = skip;
  return runs.flatMap((run) => {
    const cut = Math.min(left, run.text.length);
    left -= cut;
    return cut === run.text.length ? [] : [{ ...run, text: run.text.slice(cut) }];
  });
}

function isBusyPrompt(row: Row | undefined, shape: ComposerShape): boolean {
  const sign = row?.runs.find(({ text }) => text.trim() !== "");
  return sign !== undefined && (shape.busyPromptColours ?? []).includes(sign.style.fg);
}
