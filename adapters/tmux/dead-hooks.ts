// Hooks of daemons that were killed. They do nothing but signal a channel on which nobody waits; still they are a trace.
// X1. A daemon is alive if a process waits on its channel; between two waits it rests for half a second, so the processes
//     are looked at several times. Where they cannot be listed nobody is taken for dead.
import { execFile } from "node:child_process";
import type { Clock } from "../../daemon/ports.ts";
import { SHOW_HOOKS, deadDaemons, parseHooks } from "./hooks.ts";
import type { Run } from "./run.ts";
import { removeHooks } from "./wake.ts";

const LOOKS = 4;
const BETWEEN = 400;

/** The command lines of all processes, one a line; undefined where the system does not say. */
export type ListCommands = () => Promise<string | undefined>;

/** The data directory hashes of dead daemons whose hooks stand in this server. */
export async function deadHooks(run: Run, clock: Clock, mine: string, list = commands): Promise<readonly string[]> {
  const shown = await run({ args: SHOW_HOOKS });
  if (shown.kind !== "ended") return [];
  let suspects = deadDaemons(parseHooks(shown.out), [mine]);
  for (let look = 0; look < LOOKS && suspects.length > 0; look += 1) {
    if (look > 0) await new Promise<void>((resolve) => void clock.after(BETWEEN, resolve));
    const living = await list();
    if (living === undefined) return [];
    suspects = suspects.filter((hash) => !isWaiting(living, hash));
  }
  return suspects;
}

/** Removes them; answers whose they were. */
export async function removeDeadHooks(run: Run, clock: Clock, mine: string, list = commands) {
  const dead = await deadHooks(run, clock, mine, list);
  await removeHooks(run, dead);
  return dead;
}

const isWaiting = (commands: string, hash: string): boolean =>
  commands.split("\n").some((line) => line.includes("wait-for") && line.includes(`drover-${hash}`));

/** `ps` of busybox knows no `-A`: it fails, and so does not say. */
const commands: ListCommands = () =>
  new Promise((resolve) => {
    const options = { maxBuffer: 64 * 1024 * 1024, timeout: 5_000 };
    execFile("ps", ["-A", "-ww", "-o", "args="], options, (error, out) => resolve(error ? undefined : out));
  });
