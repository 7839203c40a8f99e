import { join } from "node:path";

/** Where the hooks live in a data directory. */
export interface HookPlaces {
  readonly folder: string;
  /** The command that the agents run. */
  readonly script: string;
  /** Calls that found no daemon. */
  readonly spool: string;
  /** What was put into the agents' settings, so that it can be taken out exactly. */
  readonly record: string;
}

export function hookPlaces(dataDir: string): HookPlaces {
  const folder = join(dataDir, "hooks");
  return {
    folder,
    script: join(folder, "drover-hook"),
    spool: join(folder, "spool"),
    record: join(folder, "installed.json"),
  };
}
