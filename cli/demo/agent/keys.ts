// What a terminal sends, as keys and pastes. Bytes may be split anywhere: inside a character, inside an escape sequence.
import { StringDecoder } from "node:string_decoder";

export type Input =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "paste"; readonly text: string }
  /** `lone`: nothing else came in the same read, as when a person presses it. */
  | { readonly kind: "enter"; readonly lone: boolean }
  | { readonly kind: "escape" }
  | { readonly kind: "backspace" }
  | { readonly kind: "interrupt" };

const PASTE_BEGINS = "\u001b[200~";
const PASTE_ENDS = "\u001b[201~";

export interface KeyReader {
  /** The inputs that this read completes. */
  read(bytes: Buffer): readonly Input[];
  /** Nothing followed for a while: a lone ESC at the end of the last read was the key. */
  quiet(): readonly Input[];
}

export function keyReader(): KeyReader {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let pasted: string | undefined;
  const quiet = () => {
    const isKey = rest === "\u001b" && pasted === undefined;
    if (isKey) rest = "";
    return isKey ? [{ kind: "escape" } as const] : [];
  };
  const read = (bytes: Buffer) => {
    const text = rest + decoder.write(bytes);
    rest = "";
    const inputs: Input[] = [];
    let at = 0;
    while (at < text.length) {
      if (pasted !== undefined) {
        const end = text.indexOf(PASTE_ENDS, at);
        const stop = end < 0 ? text.length - partial(text.slice(at), PASTE_ENDS) : end;
        pasted += text.slice(at, stop);
        if (end < 0) {
          rest = text.slice(stop);
          break;
        }
        inputs.push({ kind: "paste", text: pasted });
        pasted = undefined;
        at = end + PASTE_ENDS.length;
      } else if (text.startsWith(PASTE_BEGINS, at)) {
        pasted = "";
        at += PASTE_BEGINS.length;
      } else if (partial(text.slice(at), PASTE_BEGINS) === text.length - at) {
        rest = text.slice(at);
        break;
      } else {
        const [input, length] = one(text, at);
        if (input) inputs.push(input);
        at += length;
      }
    }
    return inputs;
  };
  return { read, quiet };
}

/** How many characters at the end of the text may be the beginning of the mark. */
function partial(text: string, mark: string): number {
  for (let length = Math.min(text.length, mark.length - 1); length > 0; length -= 1) {
    if (mark.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

// oxlint-disable-next-line no-control-regex -- escape sequences are what is skipped here
const SEQUENCE = /^\u001b(?:\[[0-9;?]*[A-Za-z~]|O.)/;

function one(text: string, at: number): readonly [Input | undefined, number] {
  const rest = text.slice(at);
  const sequence = SEQUENCE.exec(rest)?.[0];
  if (sequence !== undefined) return [undefined, sequence.length];
  switch (rest[0]) {
    case "\r":
      return [{ kind: "enter", lone: text.length === 1 }, 1];
    case "\u001b":
      return [{ kind: "escape" }, 1];
    case "\u007f":
    case "\b":
      return [{ kind: "backspace" }, 1];
    case "\u0003":
      return [{ kind: "interrupt" }, 1];
    default: {
      // oxlint-disable-next-line no-control-regex -- up to the next control character
      const run = /^[^\u0000-\u0008\u000b-\u001f\u007f]+/.exec(rest)?.[0];
      return run === undefined ? [undefined, 1] : [{ kind: "text", text: run }, run.length];
    }
  }
}
