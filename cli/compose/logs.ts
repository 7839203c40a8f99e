// The logs: one line each, the owner's alone, bounded by bytes and by age.
// G1. A log that is full, or was begun long ago, becomes LOG.1, the older ones move up, and the oldest goes.
// G2. A log that cannot be written or moved never stops the work.
// G3. monitor.log is the daemon's own output while it runs in the background: it is copied and emptied, for it cannot be
//     moved away under an open descriptor. Nobody else writes to it, so nothing is lost in between.
import {
  appendFileSync,
  copyFileSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import type { Stats } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../daemon/ports.ts";

export interface LogBounds {
  /** Bytes of each file. */
  readonly size: number;
  /** ms after which a line may go. */
  readonly age: number;
}

export const LOG_BOUNDS: LogBounds = { size: 10 * 1024 ** 2, age: 90 * 86_400_000 };

/** LOG.1 to LOG.4, the newest first: five times the size in all. */
const KEPT = 4;
/** A file is begun anew so often within the age, so that a line outlives it by a fourth at the most. */
const PARTS = 4;
const LOOK_EVERY = 60_000;
const OUTPUT = 1;

/** Appends lines to a log file. What keeps it from that is said once, and again when it could be written in between. */
export function logFile(
  dataDir: string,
  name: string,
  bounds = LOG_BOUNDS,
  now = Date.now,
  complain = toStandardError,
): (line: string) => void {
  let isSilent = false;
  return (line) => {
    try {
      append(join(folderOf(dataDir), name), `${line}\n`, bounds, now());
      isSilent = false;
    } catch (error) {
      if (!isSilent) complain(`${name} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
      isSilent = true;
    }
  };
}

function append(path: string, text: string, bounds: LogBounds, now: number): void {
  if (isFull(stat(path), Buffer.byteLength(text), bounds, now)) moveUp(path, () => renameSync(path, `${path}.1`));
  appendFileSync(path, text, { mode: 0o600 });
}

/** Looks after the logs once a minute: also those that nobody writes to grow old. Answers how to end it. */
export function tendLogs(dataDir: string, bounds: LogBounds, clock: Clock): () => void {
  const folder = folderOf(dataDir);
  const monitor = join(folder, "monitor.log");
  const look = () => {
    attempt("monitor.log", () => {
      if (isOutput(monitor) && isFull(stat(monitor), 0, bounds, clock.now())) {
        moveUp(monitor, () => copyFileSync(monitor, `${monitor}.1`));
        ftruncateSync(OUTPUT);
      }
      for (const name of ["monitor.log", "work.log"]) dropOld(join(folder, name), bounds, clock.now());
    });
    stop = clock.after(LOOK_EVERY, look);
  };
  let stop = clock.after(LOOK_EVERY, look);
  return () => stop();
}

function folderOf(dataDir: string): string {
  const folder = join(dataDir, "logs");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function isFull(file: Stats | undefined, more: number, { size, age }: LogBounds, now: number): boolean {
  if (file === undefined || file.size === 0) return false;
  return file.size + more > size || now - (file.birthtimeMs || file.mtimeMs) > age / PARTS;
}

function moveUp(path: string, leave: () => void): void {
  rmSync(`${path}.${KEPT}`, { force: true });
  for (let at = KEPT - 1; at > 0; at -= 1) if (stat(`${path}.${at}`)) renameSync(`${path}.${at}`, `${path}.${at + 1}`);
  leave();
}

function dropOld(path: string, { age }: LogBounds, now: number): void {
  for (let at = 1; at <= KEPT; at += 1) {
    const file = stat(`${path}.${at}`);
    if (file && now - file.mtimeMs > age) rmSync(`${path}.${at}`, { force: true });
  }
}

function isOutput(path: string): boolean {
  const [file, output] = [stat(path), fstatSync(OUTPUT)];
  return file !== undefined && file.ino === output.ino && file.dev === output.dev;
}

const stat = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

function attempt(name: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    toStandardError(`${name} cannot be written: ${String(error)}`);
  }
}

function toStandardError(line: string): void {
  process.stderr.write(`drover: ${line}\n`);
}
