// Rows as `capture-pane -e` gives them: text with SGR escapes. Attributes run on from row to row until they are changed.
// Any other escape is skipped; nothing here throws, whatever a program wrote.
import { ESCAPE } from "../machines/escapes.ts";

export interface Style {
  readonly dim: boolean;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
  /** Colour as SGR has it, `5;246` or `2;153;153;153` or `31`; "" is the default colour. */
  readonly fg: string;
  /** The same for the background. */
  readonly bg: string;
}

/** A stretch of a row in one style. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}

export interface Row {
  readonly text: string;
  readonly runs: readonly Run[];
  /** Background at the row's end: what its blank rest is filled with. */
  readonly shade: string;
}

export const PLAIN: Style = { dim: false, bold: false, inverse: false, underline: false, fg: "", bg: "" };

export function parseRows(rows: readonly string[]): readonly Row[] {
  let style = PLAIN;
  return rows.map((raw) => {
    const parsed = parseRow(raw, style);
    style = parsed.style;
    return parsed.row;
  });
}

/** The rows without escapes. */
export const plainRows = (rows: readonly string[]): readonly string[] => rows.map((row) => row.replace(ESCAPE, ""));

function parseRow(raw: string, before: Style): { readonly row: Row; readonly style: Style } {
  const runs: Run[] = [];
  let style = before;
  let from = 0;
  const take = (to: number) => {
    if (to > from) runs.push({ text: raw.slice(from, to), style });
  };
  for (const match of raw.matchAll(ESCAPE)) {
    take(match.index);
    from = match.index + match[0].length;
    if (match[2] === "m") style = apply(style, match[1] ?? "");
  }
  take(raw.length);
  return { row: { text: runs.map(({ text }) => text).join(""), runs, shade: style.bg }, style };
}

function apply(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/);
  let style = before;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? "";
    if (code === "38" || code === "48" || code === "58") {
      const length = codes[at + 1] === "5" ? 2 : 4;
      const colour = codes.slice(at + 1, at + 1 + length).join(";");
      if (code === "38") style = { ...style, fg: colour };
      if (code === "48") style = { ...style, bg: colour };
      at += length;
    } else style = one(style, code);
  }
  return style;
}

function one(style: Style, code: string): Style {
  switch (code) {
    case "":
    case "0":
      return PLAIN;
    case "1":
      return { ...style, bold: true };
    case "2":
      return { ...style, dim: true };
    case "22":
      return { ...style, bold: false, dim: false };
    case "4":
      return { ...style, underline: true };
    case "24":
      return { ...style, underline: false };
    case "7":
      return { ...style, inverse: true };
    case "27":
      return { ...style, inverse: false };
    case "39":
      return { ...style, fg: "" };
    case "49":
      return { ...style, bg: "" };
    default:
      if (/^(3[0-7]|9[0-7])$/.test(code)) return { ...style, fg: code };
      return /^(4[0-7]|10[0-7])$/.test(code) ? { ...style, bg: code } : style;
  }
}
