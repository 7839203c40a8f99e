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
