// What a terminal sends, as keys.
// K1. Bytes may be cut anywhere: inside a character, inside an escape sequence, inside a paste.
// K2. An Enter in the same read as text that was not bracketed is a new line: to a program a fast burst looks like a paste.
import { StringDecoder } from "node:string_decoder";

export type Key =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "paste"; readonly text: string }
  | { readonly kind: "enter" | "newline" | "escape" | "interrupt" | "backspace" | "clear" }
  | { readonly kind: "other"; readonly text: string };

export interface KeyReader {
  read(bytes: Buffer): readonly Key[];
  /** True while the beginning of an escape sequence waits for its rest. */
  isWaiting(): boolean;
  /** The rest did not come: a lone Esc is a key of its own. */
  flush(): readonly Key[];
}

const PASTE_START = "\u001b[200~";
const PASTE_END = "\u001b[201~";

export function keyReader(): KeyReader {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let isPasting = false;

  const next = (): Key | undefined => {
    if (!isPasting && rest.startsWith(PASTE_START)) {
      isPasting = true;
      rest = rest.slice(PASTE_START.length);
    }
    return isPasting ? paste() : key();
  };
  const paste = (): Key | undefined => {
    const end = rest.indexOf(PASTE_END);
    if (end < 0) return undefined;
    const text = rest.slice(0, end).replaceAll(/\r\n?/g, "\n");
    rest = rest.slice(end + PASTE_END.length);
    isPasting = false;
    return { kind: "paste", text };
  };
  const key = (): Key | undefined => {
    const token = tokenOf(rest);
    rest = rest.slice(token.length);
    return token === "" ? undefined : keyOf(token);
  };

  return {
    read: (bytes) => {
      rest += decoder.write(bytes);
      const keys: Key[] = [];
      for (let got = next(); got; got = next()) keys.push(got);
      return asBurst(keys);
    },
    isWaiting: () => !isPasting && rest !== "",
    flush: () => {
      const text = rest;
      rest = "";
      if (text === "") return [];
      return [text === "\u001b" ? { kind: "escape" } : { kind: "other", text }];
    },
  };
}

/** Complete sequences, and Alt with a key; then the beginning of a sequence; then plain keys. */
// oxlint-disable-next-line no-control-regex -- terminals speak in control characters
const SEQUENCE = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O[@-~]|[^[O\u001b])/;
// oxlint-disable-next-line no-control-regex -- as above
const UNFINISHED = /^\u001b(?:\[[0-?]*[ -/]*|O)?$/;
// oxlint-disable-next-line no-control-regex -- as above
const PLAIN = /^(?:[^\u0000-\u001f\u007f]+|[\s\S])/u;

function tokenOf(input: string): string {
  if (UNFINISHED.test(input)) return "";
  return (SEQUENCE.exec(input) ?? PLAIN.exec(input))?.[0] ?? "";
}

function keyOf(token: string): Key {
  switch (token) {
    case "\r":
      return { kind: "enter" };
    case "\n":
      return { kind: "newline" };
    case "\u0003":
      return { kind: "interrupt" };
    case "\u0008":
    case "\u007f":
      return { kind: "backspace" };
    case "\u0015":
      return { kind: "clear" };
    case "\u001b":
      return { kind: "escape" };
    default:
      return token >= " " ? { kind: "text", text: token } : { kind: "other", text: token };
  }
}

/** Keeps K2. */
function asBurst(keys: readonly Key[]): readonly Key[] {
  if (!keys.some(({ kind }) => kind === "text")) return keys;
  return keys.map((key) => (key.kind === "enter" ? { kind: "newline" } : key));
}
