import { systemClock } from "../adapters/clock.ts";
import { tmuxRun } from "../adapters/tmux/run.ts";
import { parseMark } from "../machines/mark.ts";
import type { Io } from "./io.ts";

/** Where a command was called, as far as drover's mark on the pane tells. */
export type Place =
  | { readonly kind: "no pane" }
  | { readonly kind: "unmarked pane"; readonly pane: string }
  /** drover typed a task into this pane under this claim, and it is not over. */
  | { readonly kind: "marked pane"; readonly pane: string; readonly claim: string };

/**
 * Asks the tmux server of the pane itself: a pane id alone, such as %3, is one of as many panes as there are servers, and
 * a report on another session's task would call done what is not.
 */
export async function placeOf({ env }: Io): Promise<Place> {
  const socket = env["TMUX"]?.split(",")[0];
  const pane = env["TMUX_PANE"];
  if (socket === undefined || !socket.includes("/") || pane === undefined || !/^%\d+$/.test(pane)) {
    return { kind: "no pane" };
  }
  const ran = await tmuxRun({ socket, clock: systemClock() })({
    args: ["show-options", "-pqv", "-t", pane, "@drover_task"],
  });
  const mark = ran.kind === "ended" ? parseMark(ran.out.trim()) : undefined;
  const isOver = mark === undefined || mark.stage === "void" || mark.stage === "closed";
  return isOver ? { kind: "unmarked pane", pane } : { kind: "marked pane", pane, claim: mark.claim };
}
