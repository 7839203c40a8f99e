// Claude Code's `sessions/<pid>.json`, followed: read when it changes, and whenever somebody asks.
// S1. The folder is the agent's own (`CLAUDE_CONFIG_DIR`, else `HOME`) where its environment can be read, else ours.
// S2. Cost follows what changes: one watcher a folder, and a file that did not change is not read again.
import { watch } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { AgentChannel, AgentInPane, ChannelReport, Following, Processes } from "../../daemon/ports.ts";
import type { ProcessIdentity } from "../../machines/frame.ts";

export interface StatusFileOptions {
  readonly processes: Processes;
  /** Where the files lie if the agent's own environment cannot be read. */
  readonly configDir?: string;
}

export function statusFiles({ processes, configDir }: StatusFileOptions): AgentChannel {
  const fallback = configDir ?? process.env["CLAUDE_CONFIG_DIR"] ?? join(homedir(), ".claude");
  const folders = sharedWatchers();
  return { follow: (agent, report) => follow(agent, report, { processes, fallback, folders }) };
}

interface Around {
  readonly processes: Processes;
  readonly fallback: string;
  readonly folders: Folders;
}

interface Place {
  readonly process: ProcessIdentity;
  readonly file: string;
  readonly folder: string;
}

function follow(agent: AgentInPane, report: (report: ChannelReport) => void, around: Around): Following {
  let place: Place | undefined;
  let unwatch = () => {};
  let stopped = false;
  let seen = "";
  let reading: Promise<void> | undefined;
  let again = false;

  const say = (said: ChannelReport) => {
    if (!stopped) report(said);
  };
  const settle = async () => {
    const found = await find(agent, around);
    if (found && !stopped) unwatch = around.folders.watch(found.folder, changed);
    return stopped ? undefined : found;
  };
  const leave = () => {
    unwatch();
    place = undefined;
    seen = "";
    say({ kind: "silent", why: "the status file is gone" });
  };
  const read = async () => {
    place ??= await settle();
    if (!place) return;
    const state = await stateOf(place.file);
    if (state === undefined) return leave();
    if (state === seen) return say({ kind: "alive" });
    const payload = parsed(await readFile(place.file, "utf8").catch(() => ""));
    // Caught in the middle of a write: the next change or look reads it whole.
    if (payload === undefined) return;
    seen = state;
    say({ kind: "said", payload, process: place.process });
  };
  /** One reading at a time; a change meanwhile is read once more. */
  const refresh = async (): Promise<void> => {
    if (stopped) return;
    if (reading) {
      again = true;
      return reading;
    }
    reading = (async () => {
      do {
        again = false;
        await read();
      } while (again && !stopped);
    })().finally(() => (reading = undefined));
    return reading;
  };
  const changed = (name: string | null) => {
    if (place && (name === null || place.file.endsWith(`/${name}`))) void refresh();
  };

  void refresh();
  return {
    refresh,
    stop: () => {
      stopped = true;
      unwatch();
    },
  };
}

/** The agent may stand below a wrapper: any process of the pane may be the one that has a file. */
async function find(agent: AgentInPane, { processes, fallback }: Around): Promise<Place | undefined> {
  for (const { pid, start } of await processes.below(agent.panePid)) {
    const folder = join((await configDirOf(pid)) ?? fallback, "sessions");
    const file = join(folder, `${pid}.json`);
    if ((await stateOf(file)) !== undefined) return { process: { pid, start }, file, folder };
  }
  return undefined;
}

/** Keeps S1. */
async function configDirOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const valueOf = (name: string) =>
    text
      .split("\0")
      .find((entry) => entry.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const own = valueOf("CLAUDE_CONFIG_DIR");
  const home = valueOf("HOME");
  if (own) return own;
  return home ? join(home, ".claude") : undefined;
}

/** Tells one version of the file from another; undefined if there is none, or it is far too long to be one. */
async function stateOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile() || found.size > LONGEST) return undefined;
  return `${found.ino} ${found.mtimeMs} ${found.size}`;
}
const LONGEST = 64 * 1024;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Listener = (name: string | null) => void;
interface Folders {
  /** Calls back with the name of what changed there. A folder that cannot be watched is read when somebody looks. */
  watch(folder: string, listener: Listener): () => void;
}

function sharedWatchers(): Folders {
  const open = new Map<string, { readonly listeners: Set<Listener>; readonly close: () => void }>();
  const start = (folder: string) => {
    const listeners = new Set<Listener>();
    const tell = (_event: string, name: string | null) => listeners.forEach((listener) => listener(name));
    try {
      const watcher = watch(folder, { persistent: false }, tell);
      watcher.on("error", () => open.delete(folder));
      return { listeners, close: () => watcher.close() };
    } catch {
      return { listeners, close: () => {} };
    }
  };
  return {
    watch: (folder, listener) => {
      const shared = open.get(folder) ?? start(folder);
      open.set(folder, shared);
      shared.listeners.add(listener);
      return () => {
        shared.listeners.delete(listener);
        if (shared.listeners.size > 0 || open.get(folder) !== shared) return;
        open.delete(folder);
        shared.close();
      };
    },
  };
}
