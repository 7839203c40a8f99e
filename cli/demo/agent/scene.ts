// What the scripted agent shows: a pure picture of its state, one string a row.
export type Mode =
  | { readonly kind: "starting" }
  | { readonly kind: "ready" }
  | { readonly kind: "working"; readonly since: number; readonly until: number }
  /** A question over the composer. `left`: ms of work that wait for the answer; absent for an offer between turns. */
  | { readonly kind: "asking"; readonly question: string; readonly left?: number };

export interface Scene {
  readonly name: string;
  readonly mode: Mode;
  readonly transcript: readonly string[];
  readonly composer: string;
  /** The composer holds a long paste and shows a stand-in for it. */
  readonly pastedLines: number;
  readonly now: number;
}

export interface Picture {
  readonly rows: readonly string[];
  /** Absent: hidden. */
  readonly cursor?: { readonly x: number; readonly y: number };
}

const PROMPT = "demo> ";
const INDENT = " ".repeat(PROMPT.length);
const dim = (text: string): string => `\u001b[2m${text}\u001b[0m`;

export function draw(scene: Scene, cols: number, rows: number): Picture {
  if (scene.mode.kind === "starting") return fit({ rows: ["demo agent is starting…"] }, rows);
  if (scene.mode.kind === "asking") return fit(asking(scene, scene.mode.question, cols, rows), rows);
  const box = composer(scene, cols, Math.max(1, rows - 6));
  const status = scene.mode.kind === "working" ? [`* Working… (${seconds(scene.now - scene.mode.since)}s)`, ""] : [""];
  const room = rows - box.lines.length - status.length - 2;
  const above = [...tail(scene.transcript, cols, room), ...status];
  return {
    rows: [...above, ...box.lines, "", dim(`  ${scene.name} · Enter sends · Esc interrupts`.slice(0, cols))],
    cursor: { x: box.x, y: above.length + box.lines.length - 1 },
  };
}

function asking(scene: Scene, question: string, cols: number, rows: number): Picture {
  const dialog = [question, "  $ npm test", "> 1. Yes", "  2. No", "", "Enter to confirm · Esc to cancel"];
  return { rows: [...tail(scene.transcript, cols, rows - dialog.length - 1), "", ...dialog] };
}

interface Box {
  readonly lines: readonly string[];
  readonly x: number;
}

function composer(scene: Scene, cols: number, most: number): Box {
  if (scene.pastedLines > 0) {
    const text = `[pasted ${scene.pastedLines} lines]`;
    return { lines: [PROMPT + text], x: PROMPT.length + text.length };
  }
  if (scene.composer === "") return { lines: [PROMPT + dim("Ask me anything")], x: PROMPT.length };
  const wrapped = wrap(scene.composer, cols - PROMPT.length - 1);
  const shown = wrapped.map((line, at) => (at === 0 ? PROMPT : INDENT) + line).slice(-most);
  // A box that is too high shows its end; the prompt stays, as the sign of where one types.
  const lines = shown.map((line, at) =>
    at === 0 && wrapped.length > most ? PROMPT + line.slice(PROMPT.length) : line,
  );
  return { lines, x: Math.min(cols - 1, width(lines.at(-1) ?? "")) };
}

const wrap = (text: string, cols: number): readonly string[] =>
  text.split("\n").flatMap((line) => {
    const parts: string[] = [];
    let part = "";
    for (const character of line) {
      if (width(part) + width(character) > cols) {
        parts.push(part);
        part = "";
      }
      part += character;
    }
    return [...parts, part];
  });

/** Good enough for a demo: symbols beyond the basic plane and CJK take two columns. */
const width = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1), 0);

const tail = (lines: readonly string[], cols: number, count: number): readonly string[] =>
  count <= 0 ? [] : lines.map((line) => line.slice(0, cols - 1)).slice(-count);

function fit(picture: Picture, rows: number): Picture {
  return { ...picture, rows: picture.rows.slice(-rows) };
}

const seconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));
