// Text of others (tasks, screens, names, errors) in lines of ours: it is shown, never obeyed.
// O1. A line end would forge a line, a control character would act in the reader's terminal, a bidirectional sign would let
//     a line read otherwise than it is: each is written as JSON writes it.
// O2. The backslash stays as it is: what stands there is for people, not for parsers.

/** C0, DEL, C1, line and paragraph separators, marks of direction, and what ends or isolates them. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The text as one line; keeps O1. */
export const oneLine = (text: string): string => text.replaceAll(UNSAFE, escaped);

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const escaped = (character: string): string =>
  SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
