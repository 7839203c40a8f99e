// Processes by `ps`, where there is no /proc (macOS). One fork lists every process of the machine.
import { execFile } from "node:child_process";
import type { Processes } from "../../daemon/ports.ts";
import type { Row } from "./table.ts";
import { above, below, isAlive } from "./table.ts";

export const psProcesses = (): Processes => ({
  below: async (panePid) => below(await table(), panePid),
  identify: async (pid) => {
    const row = (await table()).find((row) => row.pid === pid && !row.zombie);
    return row && { pid: row.pid, start: row.start };
  },
  above: async (pid) => above(await table(), pid),
  isAlive,
});

const COLUMNS = "pid=,ppid=,pgid=,tpgid=,stat=,lstart=,command=";
const DEADLINE = 5_000;
const MOST_OUTPUT = 16 * 1024 * 1024;

/** Empty if `ps` failed. Its dates are in the language of the environment unless told otherwise. */
async function table(): Promise<readonly Row[]> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const options = { env: { ...process.env, LC_ALL: "C", TZ: "UTC" }, timeout: DEADLINE, maxBuffer: MOST_OUTPUT };
  execFile("ps", ["-A", "-ww", "-o", COLUMNS], options, (error, out) => resolve(error ? "" : out));
  return parseTable(await promise);
}

const LINE = /^ *(\d+) +(\d+) +(\d+) +(-?\d+) +(\S+) +(\S+ +\S+ +\d+ +[\d:]+ +\d+) ?(.*)$/;

export function parseTable(out: string): readonly Row[] {
  return out
    .split("\n")
    .map((line) => LINE.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, group, terminalGroup, state = "", start = "", args = ""]) => ({
      pid: Number(pid),
      start,
      parent: Number(parent),
      args: args.trim(),
      foreground: group === terminalGroup,
      zombie: state.startsWith("Z"),
    }));
}
