// Tells when a file has changed.
// F1. Editors replace a file instead of writing into it: its folder is watched, and what counts is what the path leads to.
// F2. A change is told once the file has stood still for a moment; a file that is away for a moment has not changed yet.
// F3. Where the system tells nothing (network drives, a link's far end), a look from time to time notices all the same.
import { statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { Clock } from "../daemon/ports.ts";

/** ms */
const STILL = 200;
const LOOK_EVERY = 2_000;

/** Calls back after each change, from now on. The returned function ends it. */
export function watchFile(path: string, clock: Clock, onChange: () => void): () => void {
  let told = stateOf(path);
  let seen = told;
  let ended = false;
  let callOff = () => {};

  const look = () => {
    if (ended) return;
    const now = stateOf(path);
    const isStill = now !== undefined && now === seen;
    seen = now;
    const isNew = isStill && now !== told;
    if (isNew) {
      told = now;
      onChange();
    }
    wait(seen === told || seen === undefined ? LOOK_EVERY : STILL);
  };
  const wait = (ms: number) => {
    callOff();
    callOff = clock.after(ms, look);
  };

  const watcher = watchFolder(dirname(path), (name) => {
    if (name === null || name === basename(path)) wait(STILL);
  });
  wait(LOOK_EVERY);
  return () => {
    ended = true;
    callOff();
    watcher();
  };
}

function stateOf(path: string): string | undefined {
  try {
    const { ino, size, mtimeNs } = statSync(path, { bigint: true });
    return [ino, size, mtimeNs].join(" ");
  } catch {
    return undefined;
  }
}

/** Without a watcher (too many of them, no such system call) keeps F3 alone. */
function watchFolder(folder: string, onChange: (name: string | null) => void): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => onChange(name));
    watcher.on("error", () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
