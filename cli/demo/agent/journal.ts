import { openSync, writeSync } from "node:fs";

/** What happened to the agent, as one JSON line each: enough to count what was typed and submitted, across restarts. */
export interface Entry {
  readonly ev: "boot" | "key" | "paste" | "submit" | "approval" | "answer" | "done" | "exit";
  /** A submitted prompt is kept exactly. */
  readonly text?: string;
  /** Length of a text in UTF-8. */
  readonly bytes?: number;
}

export type Journal = (entry: Entry) => void;

/** Appends to the file, each line written when it happens. Without a file nothing is kept. */
export function journalTo(path: string | undefined, name: string): Journal {
  if (path === undefined) return () => {};
  const file = openSync(path, "a");
  return (entry) => void writeSync(file, `${JSON.stringify({ t: Date.now(), name, ...entry })}\n`);
}

/** An entry about a text. */
export const entry = (ev: Entry["ev"], text: string): Entry => ({ ev, text, bytes: Buffer.byteLength(text) });
