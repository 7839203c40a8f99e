import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface MonitorOptions extends Common {
  readonly status?: boolean;
  readonly checkOnce?: boolean;
  readonly daemon?: boolean;
  readonly assignTask?: string;
}

/** The original monitor's flags, one of which must be given. */
export async function monitor(options: MonitorOptions, _argv: readonly string[], io: Io): Promise<ExitCode> {
  if (options.status) return (await import("./status.ts")).status(undefined, options, io);
  if (options.checkOnce) return (await import("./check.ts")).check(undefined, options, io);
  if (options.assignTask !== undefined) return (await import("./tasks.ts")).assign(options.assignTask, options, io);
  if (options.daemon) return (await import("./up.ts")).up({ ...options, dryRun: false }, [], io);
  return refuse(io, "monitor: say --status, --check-once, --daemon or --assign-task TEXT");
}
