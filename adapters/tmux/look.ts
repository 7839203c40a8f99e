// Facts and screens of many panes in one fork.
// L1. tmux stops a list of commands at its first error, and capturing a pane that is gone is one. The facts come first and
//     name the panes that exist, so what was cut off is asked for once more without the ones that are gone.
// L2. All of one fork is one step of the server: facts and screen of a pane belong together.
// L3. tmux takes at most 16 KB of arguments, 3.8 less: 150 panes were refused there as too long, 100 were not.
import type { PaneId } from "../../machines/ids.ts";
import type { Look } from "../../machines/frame.ts";
import type { Clock } from "../../daemon/ports.ts";
import { LOOKED, isOneOf, nonce, row } from "./formats.ts";
import { parseLook, parseScreens, rows } from "./parse.ts";
import type { Run } from "./run.ts";
import { chain } from "./run.ts";

const PANES_A_FORK = 80;
const PANE = LOOKED.indexOf("pane_id");

/** Looks at these panes; one that is gone, or that tmux did not answer for, is absent. */
export async function look(run: Run, clock: Clock, panes: readonly PaneId[]): Promise<ReadonlyMap<PaneId, Look>> {
  const found = new Map<PaneId, Look>();
  for (let from = 0; from < panes.length; from += PANES_A_FORK)
    await lookAtSome(run, clock, panes.slice(from, from + PANES_A_FORK), found);
  return found;
}

async function lookAtSome(
  run: Run,
  clock: Clock,
  panes: readonly PaneId[],
  found: Map<PaneId, Look>,
  mayRepeat = true,
): Promise<void> {
  const there = await lookOnce(run, clock, panes, found);
  const cutOff = panes.filter((pane) => there.has(pane) && !found.has(pane));
  // keeps L1
  if (mayRepeat && cutOff.length > 0) await lookAtSome(run, clock, cutOff, found, cutOff.length < panes.length);
}

/** Adds what it saw to `found`; answers which of the panes exist. */
async function lookOnce(
  run: Run,
  clock: Clock,
  panes: readonly PaneId[],
  found: Map<PaneId, Look>,
): Promise<ReadonlySet<string>> {
  const mine = nonce();
  const at = clock.now();
  const ran = await run({ args: lookArgs(mine, panes) });
  if (ran.kind !== "ended") return new Set();
  const facts = rows(ran.out, mine, LOOKED.length);
  const screens = parseScreens(ran.out, mine);
  for (const pane of panes) {
    const fields = facts.find((fields) => fields[PANE] === pane);
    const screen = screens.get(pane);
    const look = fields && screen && parseLook(fields, screen, at);
    if (look) found.set(pane, look);
  }
  return new Set(facts.map((fields) => fields[PANE] ?? ""));
}

/**
 * The short names of the commands, because of L3. `session_activity` is asked as the guards of the steps ask it: of the
 * pane, not of each session that shows it.
 */
const lookArgs = (nonce: string, panes: readonly PaneId[]): readonly string[] =>
  chain(
    ["list-panes", "-a", "-f", isOneOf(panes), "-F", row(nonce, LOOKED)],
    ...panes.flatMap((pane) => [
      ["display", "-pt", pane, `${nonce} #{pane_id} #{session_activity}`],
      ["capturep", "-pet", pane],
    ]),
  );
