import type { Change, ChangedFile } from "../../daemon/ports/git.ts";

/** Files that are listed; the sums are of all. */
const MOST_FILES = 200;

/** Reads `git diff --numstat -z`: `added TAB removed TAB path NUL`; a binary file has `-` for both. */
export function changeIn(numstat: string): Change {
  const files = numstat
    .split("\0")
    .filter((line) => line !== "")
    .map(fileOf);
  const sum = (key: "added" | "removed") => files.reduce((all, file) => all + (file[key] ?? 0), 0);
  return {
    files: files.slice(0, MOST_FILES),
    added: sum("added"),
    removed: sum("removed"),
    more: Math.max(0, files.length - MOST_FILES),
  };
}

function fileOf(line: string): ChangedFile {
  const [added = "", removed = "", ...path] = line.split("\t");
  return { path: path.join("\t"), added: count(added), removed: count(removed) };
}

const count = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);
