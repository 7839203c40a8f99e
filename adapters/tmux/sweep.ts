// Which panes moved since the last sweep.
// S1. tmux keeps a window's last output in whole seconds, so a sweep asks from the second in which the previous one began:
//     a pane may be reported twice, never missed.
// S2. A sweep that failed does not count as the previous one.
// S3. A clock that was set back makes the next sweep report every pane.
import type { PaneId } from "../../machines/ids.ts";
import { paneId } from "../../machines/ids.ts";
import type { Clock, Sweep } from "../../daemon/ports.ts";
import { SERVER, movedSince, nonce, row } from "./formats.ts";
import { parseServer, rows } from "./parse.ts";
import type { Run } from "./run.ts";
import { chain } from "./run.ts";

const FIELDS = ["pane_id"];

/** A sweep with a memory of when its previous call began. */
export function sweeper(run: Run, clock: Clock): () => Promise<Sweep> {
  let previous = 0;
  return async () => {
    const began = Math.floor(clock.wall() / 1_000);
    const sweep = await sweepSince(run, previous > began ? 0 : previous);
    if (sweep.kind === "moved") previous = began;
    return sweep;
  };
}

async function sweepSince(run: Run, second: number): Promise<Sweep> {
  const server = nonce();
  const panes = nonce();
  const ran = await run({
    args: chain(
      ["display-message", "-p", row(server, SERVER)],
      ["list-panes", "-a", "-f", movedSince(second), "-F", row(panes, FIELDS)],
    ),
  });
  if (ran.kind !== "ended") return ran;
  const identity = parseServer(rows(ran.out, server, SERVER.length)[0] ?? []);
  if (identity === undefined) return { kind: "in doubt", why: ran.err.trim() || "tmux answered without a word" };
  return { kind: "moved", server: identity, panes: unique(rows(ran.out, panes, FIELDS.length)) };
}

/** A window that several sessions show is listed once for each. */
const unique = (rows: readonly (readonly string[])[]): readonly PaneId[] => [
  ...new Set(rows.map(([pane = ""]) => paneId(pane))),
];
