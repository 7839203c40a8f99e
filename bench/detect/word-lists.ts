// The baseline: lists of words looked for anywhere on the screen, busy words first, as the original monitor had them.
import type { Answer } from "./truth.ts";

const BUSY = ["esc to interrupt", "…", "Thinking", "Working", "Running", "Processing"];
const IDLE = ["❯", ">", "$", "#"];

export function byWordLists(screen: string): Answer {
  const has = (words: readonly string[]) => words.some((word) => screen.includes(word));
  return { state: has(BUSY) ? "busy" : has(IDLE) ? "idle" : "unknown", flags: [] };
}
