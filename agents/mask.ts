// Hides what should not leave the machine with a recording: keys and tokens, passwords, mail addresses, the user's names.
// K1. As many columns as before: every character becomes one of the same width, so that rows keep their geometry.
// K2. What a row breaks at the edge of the screen is found all the same; what a frame drawn around it breaks is not.
// K3. Masking again changes nothing.
import { ESCAPE } from "../machines/escapes.ts";
import { WIDE, columnsOf } from "../machines/columns.ts";

/** Words of this machine, such as the user's name and the host's; and the home directory. */
export interface Private {
  readonly home: string;
  readonly words: readonly string[];
}

/** Each hides its group `secret`, or all of its match. Repeats are bounded or of characters that cannot overlap. */
const SECRETS: readonly RegExp[] = [
  // Keys that say what they are.
  /\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}/g,
  /\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,}/g,
  /\b(?:gh[opsur]_|github_pat_|glpat-|npm_|hf_|xox[abeoprs]-|dop_v1_|pypi-|AGE-SECRET-KEY-)[A-Za-z0-9_-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bya29\.[A-Za-z0-9_-]{20,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  // What stands behind a word that says so.
  /\b(?:bearer|basic|token) (?<secret>[A-Za-z0-9+/=._~-]{12,})/gi,
  /(?:api[_-]?key|access[_-]?key|secret|token|passw(?:or)?d|credentials?)[A-Za-z0-9_]{0,20}["']? ?[:=] ?["']?(?<secret>[^\s"',;]{6,})/gi,
  /[?&](?:key|token|sig|signature|password|secret|access_token|api_key|auth)=(?<secret>[^\s&"']+)/gi,
  // Names and passwords in addresses.
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?<secret>[^\s/@:]+:[^\s/@]+)@/gi,
  /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g,
  // Lines of a key file.
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?<secret>[A-Za-z0-9+/=\s]+)/g,
];

/** Names shorter than this are words of any text. */
const SHORTEST_WORD = 3;

export const maskText = (text: string, own: Private): string => hide(text, spansIn(text, own));

/** Rows as `capture-pane -e` gives them: what their escapes or the screen's edge break is put together before it is looked at. */
export function maskRows(rows: readonly string[], cols: number, own: Private): readonly string[] {
  const lexemes = rows.map((row) => row.match(LEXEMES) ?? []);
  const plain = lexemes.map((parts) => parts.filter((part) => !isEscape(part)).join(""));
  const ends = plain.map((row) => (columnsOf(row) >= cols ? "" : "\n"));
  const whole = plain.map((row, at) => row + (ends[at] ?? "")).join("");
  const masked = maskText(whole, own);
  let at = 0;
  return lexemes.map((parts, row) => {
    const shown = parts.map((part) => {
      if (isEscape(part)) return part;
      at += part.length;
      return masked.slice(at - part.length, at);
    });
    at += ends[row]?.length ?? 0;
    return shown.join("");
  });
}

/** An escape, a stretch of text, or an escape cut short at the row's end. */
const LEXEMES = new RegExp(`${ESCAPE.source}|[^\\u001b]+|\\u001b`, "gsu");
const isEscape = (part: string): boolean => part.startsWith("\u001b");

interface Span {
  readonly from: number;
  readonly to: number;
  /** What is left as it is. */
  readonly but: RegExp;
}

const spansIn = (text: string, own: Private): readonly Span[] => [
  ...SECRETS.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => spanOf(match, /\s/))),
  ...ofTheMachine(own).flatMap((pattern) => [...text.matchAll(pattern)].map((match) => spanOf(match, /[\s/]/))),
];

function spanOf(match: RegExpMatchArray, but: RegExp): Span {
  const secret = match.groups?.["secret"];
  const from = (match.index ?? 0) + (secret === undefined ? 0 : match[0].lastIndexOf(secret));
  return { from, to: from + (secret ?? match[0]).length, but };
}

function ofTheMachine({ home, words }: Private): readonly RegExp[] {
  const names = words.filter((word) => word.length >= SHORTEST_WORD);
  return [
    ...(home.length > 1 ? [new RegExp(`${literal(home)}(?![\\p{L}\\p{N}_])`, "gu")] : []),
    ...names.map((name) => new RegExp(`(?<![\\p{L}\\p{N}_])${literal(name)}(?![\\p{L}\\p{N}_])`, "gu")),
  ];
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Keeps K1. */
const hide = (text: string, spans: readonly Span[]): string =>
  spans.reduce(
    (all, { from, to, but }) =>
      all.slice(0, from) +
      all.slice(from, to).replace(/./gsu, (one) => (but.test(one) ? one : stand(one))) +
      all.slice(to),
    text,
  );

/** A sign of the same width in columns and of the same length; what takes no column of its own stays. */
function stand(character: string): string {
  if (/\p{M}/u.test(character)) return character;
  if (character.length === 2) return WIDE.test(character) ? "🟫" : "𝟎";
  return WIDE.test(character) ? "＊" : "*";
}
