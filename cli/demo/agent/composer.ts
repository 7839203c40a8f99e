/** What stands in the composer: typed text and pastes, in order. A long paste is shown by its size alone. */
export type Composer = readonly Piece[];

interface Piece {
  readonly text: string;
  readonly shown: string;
}

export const EMPTY: Composer = [];

/** More lines than this are shown as `[pasted N lines]`. */
const LINES_SHOWN = 8;

export const typed = (composer: Composer, text: string): Composer => [...composer, { text, shown: text }];

export function pasted(composer: Composer, text: string): Composer {
  const lines = text.replace(/\n$/, "").split("\n").length;
  return [...composer, { text, shown: lines > LINES_SHOWN ? `[pasted ${lines} lines]` : text }];
}

/** Without its last character, or without its last long paste. */
export function erased(composer: Composer): Composer {
  const last = composer.at(-1);
  if (last === undefined) return EMPTY;
  const before = composer.slice(0, -1);
  const left = [...last.text].slice(0, -1).join("");
  return last.shown === last.text && left !== "" ? typed(before, left) : before;
}

export const isEmpty = (composer: Composer): boolean => composer.length === 0;

/** The prompt that Enter sends: exact, but for new lines at its end. Undefined if there is nothing to send. */
export function promptOf(composer: Composer): string | undefined {
  const text = composer.map((piece) => piece.text).join("");
  return text.trim() === "" ? undefined : text.replace(/\n+$/, "");
}

export const shownOf = (composer: Composer): string => composer.map(({ shown }) => shown).join("");
