// Our hooks in the tmux server: each lets off a channel on which one child of ours waits. No shell is forked.
// H1. All of ours stand at one index, the first from 77 on that nobody uses: two daemons on one server live side by side.
// H2. The channel is named by the data directory, so a hook tells whose it is; only our own are removed.
// H3. Between our look and our deed a user may set a hook of his own at the same place, so the deed looks again, in one step
//     of the server: all of it is done, or nothing. (A hook that a session has for itself hides the global one from that look.)
// H4. One `if-shell` for all hooks: tmux 3.3a does not give back all that each takes.
import { chain } from "./run.ts";

const HOOKS = [
  "pane-title-changed",
  "alert-bell",
  "pane-died",
  "pane-exited",
  "session-created",
  "session-closed",
  "pane-mode-changed",
  "window-layout-changed",
];
const FIRST_INDEX = 77;

export interface Hook {
  readonly name: string;
  readonly index: number;
  readonly command: string;
}

/** The channel of the daemon of this data directory. Format-safe hashes only. */
export function channelOf(dataDirHash: string): string {
  if (!/^[a-z0-9]+$/.test(dataDirHash)) throw new Error(`not a hash: ${JSON.stringify(dataDirHash)}`);
  return `drover-${dataDirHash}`;
}

/** Shows every global hook: the first half those of sessions, the second those of windows and panes. */
export const SHOW_HOOKS: readonly string[] = chain(["show-hooks", "-g"], ["show-hooks", "-gw"]);

/** Reads `pane-died[77] wait-for -S drover-1a2b`. A hook without a command is not set. */
export function parseHooks(out: string): readonly Hook[] {
  return out
    .split("\n")
    .map((line) => /^([a-z-]+)\[(\d+)\] (.+)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = "", index, command = ""]) => ({ name, index: Number(index), command }));
}

/** Undefined if all of them are in place, each once; else the commands that make it so. */
export function missingHooks(hooks: readonly Hook[], channel: string): readonly string[] | undefined {
  const index = indexFor(hooks, channel);
  const missing = HOOKS.map((name) => ({ name, index })).filter(
    ({ name }) => !hooks.some((hook) => hook.name === name && hook.index === index),
  );
  // A user who takes our index moves us to another; what stood at the old one would signal twice.
  const strays = oursIn(hooks, channel).filter((hook) => hook.index !== index);
  if (missing.length === 0 && strays.length === 0) return undefined;
  return chain(
    ...(strays.length > 0 ? [unset(strays, channel)] : []),
    ...(missing.length > 0 ? [set(missing, channel)] : []),
  );
}

function indexFor(hooks: readonly Hook[], channel: string): number {
  const foreign = new Set(
    hooks.filter((hook) => HOOKS.includes(hook.name) && channelIn(hook) !== channel).map((hook) => hook.index),
  );
  let index = FIRST_INDEX;
  while (foreign.has(index)) index += 1;
  return index;
}

/** The commands that remove every hook of this channel, wherever it stands; undefined if there is none. */
export function removal(hooks: readonly Hook[], channel: string): readonly string[] | undefined {
  const ours = oursIn(hooks, channel);
  return ours.length === 0 ? undefined : unset(ours, channel);
}

/** The same without that second look, for what it kept from being removed. */
export function plainRemoval(hooks: readonly Hook[], channel: string): readonly string[] | undefined {
  const ours = oursIn(hooks, channel);
  return ours.length === 0 ? undefined : chain(...ours.map((hook) => ["set-hook", "-gu", placeOf(hook)]));
}

const oursIn = (hooks: readonly Hook[], channel: string): readonly Hook[] =>
  hooks.filter((hook) => channelIn(hook) === channel);

type Place = Pick<Hook, "name" | "index">;
const placeOf = ({ name, index }: Place): string => `${name}[${index}]`;
const commandOn = (channel: string): string => `wait-for -S ${channel}`;

/** Keeps H3: nobody's command stands at these places. */
const set = (places: readonly Place[], channel: string): readonly string[] => [
  "if-shell",
  "-F",
  places.map((place) => `#{${placeOf(place)}}`).join(""),
  "",
  places.map((place) => `set-hook -g ${placeOf(place)} '${commandOn(channel)}'`).join(" ; "),
];

/** Keeps H3: our command stands at all of these places. */
const unset = (places: readonly Place[], channel: string): readonly string[] => [
  "if-shell",
  "-F",
  `#{==:${places.map((place) => `#{${placeOf(place)}}`).join("|")},${places.map(() => commandOn(channel)).join("|")}}`,
  places.map((place) => `set-hook -gu ${placeOf(place)}`).join(" ; "),
];

/** The data directory hashes of daemons that left hooks behind, given those that are alive. */
export function deadDaemons(hooks: readonly Hook[], alive: readonly string[]): readonly string[] {
  const owners = hooks.map(channelIn).filter((channel) => channel !== undefined);
  return [...new Set(owners.map((channel) => channel.slice("drover-".length)))].filter((hash) => !alive.includes(hash));
}

const channelIn = (hook: Hook): string | undefined => /^"?wait-for -S (drover-[a-z0-9]+)"?$/.exec(hook.command)?.[1];
