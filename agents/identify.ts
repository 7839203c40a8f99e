import type { Frame } from "../machines/frame.ts";
import type { AgentId } from "../machines/ids.ts";
import type { Profile } from "./profile.ts";
import { plainRows } from "./sgr.ts";

const SHELLS = new Set([
  "sh",
  "bash",
  "zsh",
  "fish",
  "dash",
  "ksh",
  "tcsh",
  "csh",
  "nu",
  "elvish",
  "ash",
  "pwsh",
  "xonsh",
]);

/** True for a command line that is a shell, a login shell (`-bash`) too. `sh -c '…'` is a wrapper and a shell as well. */
export function isShell(args: string): boolean {
  const program = args.trimStart().split(/\s/)[0] ?? "";
  const name = program.slice(program.lastIndexOf("/") + 1).replace(/^-/, "");
  return SHELLS.has(name);
}

/**
 * Which agent this is: by the command lines of the foreground, then by what only one agent shows. Undefined if neither
 * says. The command name of the pane is no help: half of the agents are `node`.
 */
export function identify(
  commandLines: readonly string[],
  frame: Frame,
  profiles: readonly Profile[],
): AgentId | undefined {
  return (byProcess(commandLines, profiles) ?? byScreen(frame, profiles))?.id;
}

const byProcess = (commandLines: readonly string[], profiles: readonly Profile[]): Profile | undefined =>
  profiles.find(({ process }) => process.some((pattern) => commandLines.some((line) => pattern.test(line))));

/** Other agents are spoken of in transcripts; an agent's own rows stand lowest. */
function byScreen(frame: Frame, profiles: readonly Profile[]): Profile | undefined {
  const rows = plainRows(frame.rows);
  const sightings = profiles
    .map(({ screen }, at) => ({ at, row: rows.findLastIndex((row) => screen.some((pattern) => pattern.test(row))) }))
    .filter(({ row }) => row >= 0);
  const lowest = Math.max(...sightings.map(({ row }) => row));
  const fits = sightings.filter(({ row }) => row === lowest);
  return fits.length === 1 ? profiles[fits[0]?.at ?? -1] : undefined;
}
