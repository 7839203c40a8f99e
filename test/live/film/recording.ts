// A film as a recording that the replay tests read: frames and the truth about them in one compressed file.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Film } from "./studio.ts";

export function saveRecording(film: Film, folder: string, name: string): string {
  const start = film.shots[0]?.at ?? 0;
  const frames = film.shots.map(({ at, text: _text, ...shot }) => ({ t: at - start, ...shot }));
  const spans = film.spans.map(({ from, to, cause: _cause, ...span }) => ({
    from: Math.max(0, from - start),
    to: to - start,
    ...span,
  }));
  const json = neutral(JSON.stringify({ labels: { spans }, frames }), film.home);
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
  const path = join(folder, `${name}.json.br`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, brotliCompressSync(json, options));
  return path;
}

/** The path of the machine it was made on gives way to one of the same length, so that the screens keep their geometry. */
function neutral(json: string, home: string): string {
  const top = dirname(home);
  const other = "/home/".padEnd(top.length, "u");
  return json.replaceAll(top, other).replaceAll(top.slice(top.lastIndexOf("/") + 1), other.slice(6));
}
