import type { PaneProcess } from "../../daemon/ports.ts";

/** What the system says of one process. `zombie`: it has ended and waits to be collected. */
export interface Row extends PaneProcess {
  readonly zombie: boolean;
}

/** The process and all below it, parents first. A zombie has ended, so it counts as gone. */
export function below(rows: readonly Row[], pid: number): readonly PaneProcess[] {
  const found = rows.filter((row) => row.pid === pid);
  for (const parent of found) found.push(...rows.filter((row) => row.parent === parent.pid && row.pid !== parent.pid));
  return found.filter((row) => !row.zombie).map(({ zombie: _zombie, ...process }) => process);
}

/** Another user's process lives as well. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The process and all above it, nearest first. */
export function above(rows: readonly Row[], pid: number): readonly PaneProcess[] {
  const found: PaneProcess[] = [];
  for (
    let next = byPid(rows, pid);
    next && !found.some((row) => row.pid === next?.pid);
    next = byPid(rows, next.parent)
  ) {
    const { zombie: _zombie, ...process } = next;
    found.push(process);
  }
  return found;
}

const byPid = (rows: readonly Row[], pid: number): Row | undefined =>
  rows.find((row) => row.pid === pid && !row.zombie);
