// What a person does with tmux in a day, at random from a seed: each deed is done to two servers alike.
import type { Person } from "./person.ts";

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Deed {
  readonly name: string;
  do(to: Person): Promise<unknown>;
}

/** The session of the agent; the person looks at it and renames around it, but never ends it alone. */
export const AGENT = "work";
const NAMES = ["alpha", "beta", "gamma", "-dash", "x y", "alpha2"];
const MOST_SESSIONS = 6;
const MOST_PANES = 12;

/** Notes what happens, as a user's own hooks would: each event leaves a letter, so that nothing passes unseen. */
const WITNESSES: readonly (readonly [hook: string, letter: string])[] = [
  ["client-attached", "A"],
  ["client-detached", "D"],
  ["client-resized", "c"],
  ["session-created", "S"],
  ["session-closed", "s"],
  ["session-renamed", "n"],
  ["window-linked", "W"],
  ["window-unlinked", "w"],
  ["window-renamed", "N"],
  ["window-resized", "r"],
  ["alert-bell", "B"],
  ["pane-focus-in", "f"],
  ["pane-died", "d"],
];

/** The beginning of a server's life: the user's own settings, hooks and first sessions. */
export async function begin(to: Person, agent: readonly string[]): Promise<void> {
  to.open(AGENT, agent, { cols: 100, rows: 30 });
  // Whether tmux catches a program's name or still its shell's is a matter of chance.
  await to.try("set", "-gw", "automatic-rename", "off", ";", "rename-window", "-t", AGENT, "agent");
  to.open("alpha", ["cat"]);
  for (const [hook, letter] of WITNESSES) await to.try("set-hook", "-g", `${hook}[3]`, `set -ag @seen ${letter}`);
  await to.try("set-hook", "-g", "alert-bell[77]", "set -ag @seen b");
  await to.try("set", "-g", "@theme", "dark", ";", "set", "-g", "status-left", "#S ", ";", "set", "-g", "mouse", "on");
  await to.try("set-buffer", "-b", "kept", "of the user");
  await to.try("set-buffer", "numbered by tmux");
  await to.try("set-environment", "-g", "EDITOR", "ed");
}

/** What may be done next, given what stands there now. */
export async function nextDeed(as: Person, random: () => number): Promise<Deed> {
  const pick = <T>(some: readonly T[]): T | undefined => some[Math.floor(random() * some.length)];
  const rows = (await as.try("list-panes", "-a", "-F", "#{session_name}|#{window_id}|#{pane_id}|#{session_attached}"))
    .split("\n")
    .map((line) => line.split("|"))
    .filter((fields) => fields.length === 4);
  const mine = rows.filter(([session]) => session !== AGENT);
  const sessions = [...new Set(mine.map(([session = ""]) => session))];
  const free = NAMES.filter((name) => !sessions.includes(name));
  const [session = "", window = "", pane = "", attached = "0"] = pick(mine) ?? [];
  const [, otherWindow = ""] = pick(mine) ?? [];
  const count = String(Math.floor(random() * 90) + 10);
  const at = `=${session}:`;
  const deeds: readonly (Deed | undefined)[] = [
    tmux(
      "new session",
      free.length > 0 && sessions.length < MOST_SESSIONS,
      "new-session",
      "-d",
      "-s",
      pick(free) ?? "",
      "cat",
    ),
    tmux("new window", mine.length < MOST_PANES, "new-window", "-d", "-t", at, "cat"),
    tmux("split", mine.length < MOST_PANES, "split-window", "-d", "-t", pane, "cat"),
    tmux("kill pane", mine.length > 4, "kill-pane", "-t", pane),
    tmux("kill session", sessions.length > 2, "kill-session", "-t", at),
    tmux("rename session", free.length > 0, "rename-session", "-t", at, "--", pick(free) ?? ""),
    tmux("rename window", true, "rename-window", "-t", window, `w${count}`),
    tmux("select window", true, "select-window", "-t", window),
    tmux("select pane", true, "select-pane", "-t", pane),
    tmux("swap windows", window !== otherWindow, "swap-window", "-d", "-s", window, "-t", otherWindow),
    tmux("next layout", true, "next-layout", "-t", window),
    tmux("zoom", true, "resize-pane", "-Z", "-t", pane),
    tmux("copy mode", true, "copy-mode", "-t", pane),
    tmux("leave the mode", true, "send-keys", "-t", pane, "-X", "cancel"),
    // In copy mode these would be commands: "t" asks the attached client, and the command waits for the answer for ever.
    tmux("type", true, "if", "-F", "-t", pane, "#{pane_in_mode}", "", `send-keys -t ${pane} -l 'typed ${count}'`),
    tmux("synchronise", true, "set", "-w", "-t", window, "synchronize-panes"),
    tmux("remain on exit", true, "set", "-p", "-t", pane, "remain-on-exit", "on"),
    tmux("respawn", true, "respawn-pane", "-k", "-t", pane, "cat"),
    tmux("set an option", true, "set", "-g", `@user${count.at(-1) ?? ""}`, count),
    tmux("set a session's option", true, "set", "-t", at, "status-right", count),
    tmux("set a hook", true, "set-hook", "-g", `pane-exited[${count}]`, "set -ag @seen x"),
    tmux("unset a hook", true, "set-hook", "-gu", `pane-exited[${count}]`),
    tmux("set a buffer", true, "set-buffer", `text ${count}`),
    tmux("delete a buffer", true, "delete-buffer"),
    tmux("set the environment", true, "set-environment", "-t", at, `VAR${count.at(-1) ?? ""}`, count),
    tmux("title", true, "select-pane", "-t", pane, "-T", `title ${count}`),
    tmux("detach", true, "detach-client", "-s", at),
    pane === "" ? undefined : { name: `bell in ${pane}`, do: async (to) => to.print(pane, "\u0007") },
    pane === "" ? undefined : { name: `print in ${pane}`, do: async (to) => to.print(pane, `a line ${count}\r\n`) },
    // With a second client the size of a window that is selected is a matter of chance: tmux 3.3a may still hold a client
    // that is gone for its latest one, and another that lies at the same place in memory is taken for it.
    session === "" || attached !== "0" ? undefined : attach(session, Number(count)),
    attach(AGENT, Number(count)),
    tmux("leave the agent", true, "detach-client", "-s", AGENT),
  ];
  return pick(deeds.filter((deed) => deed !== undefined)) ?? attach(AGENT, 80);
}

const tmux = (name: string, possible: boolean, ...args: readonly string[]): Deed | undefined =>
  possible ? { name: `${name}: ${args.join(" ")}`, do: (to) => to.try(...args) } : undefined;

const attach = (session: string, size: number): Deed => ({
  name: `attach to ${session}`,
  do: (to) => to.attach(session, { cols: 60 + size, rows: 20 + (size % 20) }),
});
