// Adds hooks to the text of a settings file, and takes them out again.
// T1. Only insertions: whatever stands there stays as it is, byte for byte, comments and line ends too.
// T2. The way back is kept as edits, not as a copy: a settings file may hold secrets that are nobody else's.
// T3. What comes out is read again and must say what it said before, plus ours: else nothing is changed.
import { isDeepStrictEqual } from "node:util";
import { applyEdits, modify, parse, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Edit, Node, ParseError } from "jsonc-parser";

export type Edited =
  | { readonly kind: "edited"; readonly text: string; readonly undo: readonly Edit[] }
  | { readonly kind: "refused"; readonly why: string };

/** One array element for each event. */
export type Entries = readonly (readonly [event: string, entry: unknown])[];

const LENIENT = { allowTrailingComma: true } as const;

export function withHooks(text: string, entries: Entries): Edited {
  const wrong = faultOf(text);
  if (wrong !== undefined) return { kind: "refused", why: wrong };
  const before: unknown = isBlank(text) ? {} : parse(bare(text), [], LENIENT);
  let now = text;
  const undo: Edit[] = [];
  for (const [event, entry] of entries) {
    for (const edit of editsFor(now, event, entry)) {
      undo.unshift({ offset: edit.offset, length: edit.content.length, content: "" });
      now = now.slice(0, edit.offset) + edit.content + now.slice(edit.offset);
    }
  }
  if (!isDeepStrictEqual(parse(bare(now), [], LENIENT), added(before, entries))) {
    return { kind: "refused", why: "it cannot be edited safely; add the hooks by hand" };
  }
  return { kind: "edited", text: now, undo };
}

/** The text before these edits were made: exact as long as nothing else has changed. */
export const undone = (text: string, undo: readonly Edit[]): string =>
  undo.reduce((now, { offset, length, content }) => now.slice(0, offset) + content + now.slice(offset + length), text);

/** The same text without the entries that are ours, for a file that has changed meanwhile. */
export function withoutHooks(text: string, isOurs: (entry: unknown) => boolean): Edited {
  const wrong = faultOf(text);
  if (wrong !== undefined) return { kind: "refused", why: wrong };
  let now = bare(text);
  for (let path = ownPath(now, isOurs); path; path = ownPath(now, isOurs)) {
    now = applyEdits(now, modify(now, [...path], undefined, {}));
  }
  return { kind: "edited", text: text.slice(0, text.length - bare(text).length) + now, undo: [] };
}

/** The entries that are ours, each with its event. */
export function ownEntries(text: string, isOurs: (entry: unknown) => boolean): Entries {
  const hooks = fieldOf(isBlank(text) ? {} : parse(bare(text), [], LENIENT), "hooks");
  return Object.entries(isObject(hooks) ? hooks : {}).flatMap(([event, entries]) =>
    (Array.isArray(entries) ? entries : []).filter(isOurs).map((entry: unknown) => [event, entry] as const),
  );
}

/** Why nothing can be added to this text; undefined if it can. */
export function faultOf(text: string): string | undefined {
  if (isBlank(text)) return undefined;
  const errors: ParseError[] = [];
  const json: unknown = parse(bare(text), errors, LENIENT);
  const [error] = errors;
  if (error) {
    const line = bare(text).slice(0, error.offset).split("\n").length;
    return `line ${line}: ${printParseErrorCode(error.error)}`;
  }
  if (!isObject(json)) return "it is not a JSON object";
  const hooks = fieldOf(json, "hooks");
  if (hooks === undefined) return undefined;
  if (!isObject(hooks)) return "its `hooks` is not an object";
  const odd = Object.entries(hooks).find(([, entries]) => !Array.isArray(entries) && !isObject(entries));
  return odd ? `its \`hooks.${odd[0]}\` is not an array` : undefined;
}

type Insertion = { readonly offset: number; readonly content: string };

/** From the end of the text to its beginning, so that each offset still holds when it is applied. */
function editsFor(text: string, event: string, entry: unknown): readonly Insertion[] {
  if (isBlank(text))
    return [{ offset: text.length, content: `${pretty({ hooks: { [event]: [entry] } }, "  ", "\n")}\n` }];
  const mark = text.length - bare(text).length;
  const root = parseTree(bare(text), [], LENIENT);
  if (!root) return [];
  const hooks = valueIn(root, "hooks");
  const list = hooks && valueIn(hooks, event);
  const into = list?.type === "array" ? insertInto(list, text, mark, undefined, entry) : undefined;
  const edits =
    into ??
    (hooks
      ? insertInto(hooks, text, mark, event, [entry])
      : insertInto(root, text, mark, "hooks", { [event]: [entry] }));
  return edits.toSorted((a, b) => b.offset - a.offset);
}

function insertInto(
  node: Node,
  text: string,
  mark: number,
  key: string | undefined,
  value: unknown,
): readonly Insertion[] {
  const style = styleOf(node, text, mark);
  const name = key === undefined ? "" : `${JSON.stringify(key)}:${style.isOneLine ? "" : " "}`;
  const content = `${name}${pretty(value, style.unit, style.eol + style.inner, style.isOneLine)}`;
  const last = node.children?.at(-1);
  const gap = style.isOneLine ? "" : style.eol + style.inner;
  if (!last) {
    const close = style.isOneLine ? "" : style.eol + style.outer;
    const tail = /^\s*$/.test(text.slice(mark + node.offset + 1, mark + node.offset + node.length - 1)) ? close : "";
    return [{ offset: mark + node.offset + 1, content: `${gap}${content}${tail}` }];
  }
  const end = mark + last.offset + last.length;
  const { comma, lineEnd } = afterValue(text, end);
  if (comma) return [{ offset: lineEnd, content: `${gap}${content}` }];
  return lineEnd === end
    ? [{ offset: end, content: `,${gap}${content}` }]
    : [
        { offset: end, content: "," },
        { offset: lineEnd, content: `${gap}${content}` },
      ];
}

const COMMA = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*,/;
const REST_OF_LINE = /^(?:[ \t]|\/\*[^\n]*?\*\/)*(?:\/\/[^\r\n]*)?/;

/** Behind a last value: is there a trailing comma, and where do the comments of its line end? */
function afterValue(text: string, end: number): { readonly comma: boolean; readonly lineEnd: number } {
  const comma = COMMA.exec(text.slice(end))?.[0] ?? "";
  const from = end + comma.length;
  const rest = REST_OF_LINE.exec(text.slice(from))?.[0].trimEnd() ?? "";
  return { comma: comma !== "", lineEnd: from + rest.length };
}

interface Style {
  readonly isOneLine: boolean;
  readonly eol: string;
  readonly unit: string;
  /** Indentation of the brackets, and of what stands between them. */
  readonly outer: string;
  readonly inner: string;
}

function styleOf(node: Node, text: string, mark: number): Style {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const start = mark + node.offset;
  const whole = text.slice(start, start + node.length);
  const isOneLine = !text.trim().includes("\n") && !/^\s*\{\s*\}\s*$/.test(text.slice(mark));
  const outer = indentAt(text, start);
  const first = node.children?.[0];
  const inner = first && whole.includes("\n") ? indentAt(text, mark + first.offset) : outer + unit;
  return { isOneLine, eol, unit, outer, inner };
}

function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

function pretty(value: unknown, unit: string, newLine: string, isOneLine = false): string {
  return isOneLine ? JSON.stringify(value) : JSON.stringify(value, undefined, unit).replaceAll("\n", newLine);
}

function valueIn(node: Node, key: string): Node | undefined {
  return node.children?.findLast((child) => child.children?.[0]?.value === key)?.children?.[1];
}

function added(before: unknown, entries: Entries): unknown {
  const hooks: Record<string, unknown> = { ...asObject(fieldOf(before, "hooks")) };
  for (const [event, entry] of entries) {
    const own = Object.hasOwn(hooks, event) ? hooks[event] : undefined;
    Object.defineProperty(hooks, event, {
      value: [...(Array.isArray(own) ? own : []), entry],
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return { ...asObject(before), hooks };
}

/** The way to something of ours that can go: an entry, or what it leaves empty. */
function ownPath(text: string, isOurs: (entry: unknown) => boolean): readonly (string | number)[] | undefined {
  const hooks = asObject(fieldOf(parse(text, [], LENIENT), "hooks"));
  for (const [event, entries] of Object.entries(hooks)) {
    const at = Array.isArray(entries) ? entries.findIndex(isOurs) : -1;
    if (at < 0 || !Array.isArray(entries)) continue;
    if (entries.length > 1) return ["hooks", event, at];
    return Object.keys(hooks).length > 1 ? ["hooks", event] : ["hooks"];
  }
  return undefined;
}

/** Without a byte order mark, which agents' editors may leave. */
const bare = (text: string): string => (text.startsWith("\uFEFF") ? text.slice(1) : text);
const isBlank = (text: string): boolean => bare(text).trim() === "";
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const asObject = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
const fieldOf = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
