// Another program's open transaction makes SQLite answer "busy", a full disk that it cannot write: both pass.
// W1. The thread is held for a few milliseconds only; the waiting in between is the caller's pause, which is asynchronous.
// W2. Writes are done one after the other, in the order in which they were asked for.
// W3. What can wait for another day (ifFree) never stands in that line.
// W4. After close nothing is begun any more; who still waits is told by a rejection.
import { isPassing } from "../database/sqlite-error.ts";

/** Resolves after so many milliseconds. */
export type Pause = (ms: number) => Promise<void>;

export interface WhenFree {
  /** Runs as soon as the database is free. */
  read<T>(work: () => T): Promise<T>;
  /** The same, after all writes asked for before. */
  write<T>(work: () => T): Promise<T>;
  /** Runs now, or not at all: `busy` while the database is, or while a write waits. */
  ifFree<T>(work: () => T): Promise<T | "busy">;
  close(): void;
}

/** Milliseconds that SQLite itself may wait, holding the thread. */
export const BUSY_TIMEOUT = 5;
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 250;
const CLOSED = "the backlog was closed";

export function whenFree(pause: Pause): WhenFree {
  let closed = false;
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const read = async <T>(work: () => T): Promise<T> => {
    for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      if (closed) throw new Error(CLOSED);
      const tried = attempt(work);
      if (tried.kind === "answered") return tried.value;
      await pause(wait);
    }
  };
  const write = <T>(work: () => T): Promise<T> => {
    waiting += 1;
    const mine = turn.then(() => read(work)).finally(() => void (waiting -= 1));
    turn = mine.catch(() => undefined);
    return mine;
  };
  const ifFree = async <T>(work: () => T): Promise<T | "busy"> => {
    if (closed) throw new Error(CLOSED);
    if (waiting > 0) return "busy";
    const tried = attempt(work);
    return tried.kind === "answered" ? tried.value : "busy";
  };
  return { read, write, ifFree, close: () => void (closed = true) };
}

type Tried<T> = { readonly kind: "answered"; readonly value: T } | { readonly kind: "busy" };

function attempt<T>(work: () => T): Tried<T> {
  try {
    return { kind: "answered", value: work() };
  } catch (error) {
    if (isPassing(error)) return { kind: "busy" };
    throw error;
  }
}
