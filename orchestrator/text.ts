// Which task texts may be typed into a terminal, and in what form.
// T1. What is allowed is delivered byte-exact, but for line ends: CRLF becomes LF, final newlines are dropped.
// T2. A control character would act in the terminal instead of being read, so none but TAB and LF passes.
// T3. A refusal is one sentence that names what is wrong and where.

export type CheckedText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refused"; readonly why: string };
export type CheckText = (raw: string) => CheckedText;

/** In bytes of UTF-8. */
export const MAX_TEXT_BYTES = 100 * 1024;

/** The text as it will be typed, or why it must not be. */
export const checkTaskText: CheckText = (raw) => {
  const text = raw.replaceAll("\r\n", "\n").replace(/\n+$/, "");
  const why = blank(text) ?? tooLong(text) ?? unreadable(text);
  return why === undefined ? { kind: "text", text } : { kind: "refused", why };
};

/** Of text that nobody wrote as a task (a program's output, a comment) what may be typed: colours and controls go. */
export const typeable = (text: string): string =>
  [...text.replaceAll("\r\n", "\n").replaceAll(ESCAPES, "")]
    .map((sign) => (sign === "\r" ? "\n" : isForbidden(sign.codePointAt(0) ?? 0) ? "" : sign))
    .join("");

/** Escape sequences of terminals: CSI, OSC with its end, and the two-letter ones. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[ -/]*[0-~])/g;

const blank = (text: string): string | undefined =>
  text.trim() === "" ? "The task text is empty; say what is to be done." : undefined;

function tooLong(text: string): string | undefined {
  const bytes = utf8Length(text);
  if (bytes <= MAX_TEXT_BYTES) return undefined;
  return `The task text is ${bytes} bytes long; at most ${MAX_TEXT_BYTES} can be typed. Put the rest into a file and name it.`;
}

function unreadable(text: string): string | undefined {
  let line = 1;
  let column = 1;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (isForbidden(code)) return `The task text has ${named(code)} in line ${line}, column ${column}; remove it.`;
    column = code === LF ? 1 : column + 1;
    if (code === LF) line += 1;
  }
  return undefined;
}

const TAB = 0x09;
const LF = 0x0a;

const isForbidden = (code: number): boolean => isControl(code) || isLoneSurrogate(code);
/** C0 without TAB and LF, DEL, and C1 (U+009B alone begins an escape sequence). */
const isControl = (code: number): boolean =>
  (code < 0x20 && code !== TAB && code !== LF) || (code >= 0x7f && code <= 0x9f);
/** Iteration by code point pairs up all others. */
const isLoneSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

const KNOWN: ReadonlyMap<number, string> = new Map([
  [0x00, "NUL"],
  [0x03, "Ctrl-C"],
  [0x04, "Ctrl-D"],
  [0x07, "BEL"],
  [0x08, "backspace"],
  [0x0d, "carriage return"],
  [0x1b, "ESC"],
  [0x7f, "DEL"],
  [0x9b, "CSI"],
]);

function named(code: number): string {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (isLoneSurrogate(code)) return `half of a character (${hex}, not valid Unicode)`;
  const name = KNOWN.get(code);
  return `the control character ${name === undefined ? hex : `${name} (${hex})`}`;
}

/** Pure folders have no TextEncoder. A lone surrogate counts 3, as its replacement would. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += utf8Width(character.codePointAt(0) ?? 0);
  return bytes;
}

const utf8Width = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
