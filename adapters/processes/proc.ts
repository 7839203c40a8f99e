// Processes by Linux's /proc. The cost follows the pane's processes, not all of the machine's: each thread's file
// `children` names what it started.
// A process may end between two reads: it is then gone, which is an answer.
import { readFile, readdir } from "node:fs/promises";
import type { PaneProcess, Processes } from "../../daemon/ports.ts";
import { isAlive } from "./table.ts";
import type { Row } from "./table.ts";

export const procProcesses = (): Processes => ({
  below: async (panePid) => (await family(panePid)).map(({ zombie: _zombie, ...process }) => process),
  identify: async (pid) => {
    const row = await read(pid);
    return row && !row.zombie ? { pid: row.pid, start: row.start } : undefined;
  },
  above: ancestry,
  isAlive,
});

/** Never longer than a chain of processes can be, should pids be reused while it is read. */
const DEEPEST = 64;

async function ancestry(pid: number): Promise<readonly PaneProcess[]> {
  const found: PaneProcess[] = [];
  for (let next = await read(pid); next && !next.zombie && found.length < DEEPEST; next = await read(next.parent)) {
    const { zombie: _zombie, ...process } = next;
    found.push(process);
  }
  return found;
}

/** Parents first; a zombie has ended, so it counts as gone. */
async function family(pid: number): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (let next: readonly number[] = [pid]; next.length > 0;) {
    const alive = (await Promise.all(next.map(read))).filter((row) => row !== undefined).filter((row) => !row.zombie);
    found.push(...alive);
    next = (await Promise.all(alive.map((row) => childrenOf(row.pid)))).flat();
  }
  return found;
}

async function read(pid: number): Promise<Row | undefined> {
  const [stat, args] = await Promise.all([text(`/proc/${pid}/stat`), text(`/proc/${pid}/cmdline`)]);
  return stat === undefined ? undefined : parseStat(pid, stat, (args ?? "").split("\0").join(" ").trim());
}

/**
 * Reads `/proc/PID/stat`. The second field is the program's name in parentheses and may hold blanks and parentheses
 * itself, so the fields are counted from the last one that closes.
 */
export function parseStat(pid: number, stat: string, args: string): Row | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, parent, group, , , terminalGroup] = fields;
  const start = fields[19];
  if (state === undefined || start === undefined) return undefined;
  return {
    pid,
    start,
    parent: Number(parent),
    args: args || nameIn(stat),
    foreground: group === terminalGroup,
    zombie: state === "Z" || state === "X",
  };
}

const nameIn = (stat: string): string => stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));

async function childrenOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(threads.map((thread) => text(`/proc/${pid}/task/${thread}/children`)));
  return lists.flatMap((list) => (list ?? "").split(" ").filter((child) => child !== "")).map(Number);
}

const text = (path: string): Promise<string | undefined> => readFile(path, "utf8").catch(() => undefined);
