import { stat } from "node:fs/promises";
import type { Answer, Clock, PasteOrder, TmuxServer } from "../../daemon/ports.ts";
import type { PaneId } from "../../machines/ids.ts";
import { parseAnswer, parseMarkAnswer } from "./answers.ts";
import { dropBuffers } from "./buffers.ts";
import { list } from "./list.ts";
import { look } from "./look.ts";
import type { Run } from "./run.ts";
import { tmuxRun } from "./run.ts";
import { enterCommand, markCommand, pasteCommand } from "./steps.ts";
import { sweeper } from "./sweep.ts";
import { wake } from "./wake.ts";

export interface TmuxOptions {
  /** As in `tmux -L`; with a slash a path, as in `-S`; `default` is the default server. */
  readonly socket: string;
  /** Names our hooks, so that daemons of other data directories leave them alone: `[a-z0-9]+`. */
  readonly dataDirHash: string;
  readonly clock: Clock;
  /** Milliseconds after which a fork is killed; 2,000 if absent. */
  readonly deadlineMs?: number;
}

/** A tmux server by batched forks: each call is one child process, however many panes it is about. */
export function tmuxServer(options: TmuxOptions): TmuxServer {
  const { clock } = options;
  const run = tmuxRun(options);
  return {
    list: () => list(run),
    sweep: sweeper(run, clock),
    look: (panes) => look(run, clock, panes),
    paste: (order) => paste(run, order),
    enter: async (order) => parseAnswer(await run(enterCommand(order)), "ENTERED"),
    mark: async (order) => parseMarkAnswer(await run(markCommand(order))),
    directory: (pane) => directory(run, pane),
    dropBuffers: (keep) => dropBuffers(run, clock, keep),
    wake: (onWake) => wake({ ...options, run }, onWake),
  };
}

async function directory(run: Run, pane: PaneId): Promise<string | undefined> {
  const ran = await run({ args: ["display-message", "-p", "-t", pane, "#{pane_id} #{pane_current_path}"] });
  const [id, ...path] = ran.kind === "ended" ? ran.out.trimEnd().split(" ") : [];
  // Of a pane that is gone tmux may answer with another, or with nothing.
  return id === pane && path.join(" ").startsWith("/") ? path.join(" ") : undefined;
}

/** A text that is not there is refused without a fork: tmux would set the mark and then find nothing to paste. */
async function paste(run: Run, order: PasteOrder): Promise<Answer> {
  const size = await stat(order.spool).then(
    ({ size }) => size,
    () => 0,
  );
  if (size === 0) return { kind: "refused", seen: `no text in ${order.spool}` };
  return parseAnswer(await run(pasteCommand(order)), "PASTED");
}
