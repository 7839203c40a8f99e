import { startOn } from "./compose/daemon.ts";
import type { Running } from "./compose/daemon.ts";
import { bytes, ms, settingsOf } from "./compose/settings.ts";
import type { Io } from "./io.ts";
import { dataDirOf, loadConfig } from "./places.ts";
import type { Common } from "./places.ts";
import { isDamage, troubleWith } from "../state/database/sqlite-error.ts";

export interface BeginOptions extends Common {
  readonly port?: number;
  readonly dryRun: boolean;
}

export type Begun = Running | { readonly kind: "refused" | "already running"; readonly why: string };

/** Starts a daemon in this process, by the user's config. */
export async function begin(options: BeginOptions, io: Io, say: (line: string) => void): Promise<Begun> {
  const loaded = await loadConfig(options, io);
  if (loaded.kind === "wrong") return { kind: "refused", why: loaded.errors.join("\n") };
  const composed = settingsOf(loaded.config, loaded.file);
  if (composed.kind === "wrong") return { kind: "refused", why: composed.errors.join("\n") };
  const dataDir = dataDirOf(options, io);
  return startOn({
    dataDir,
    settings: composed.settings,
    profiles: composed.profiles,
    host: loaded.config.server.host,
    allowedHosts: loaded.config.server.allowed_hosts,
    logs: { size: bytes(loaded.config.retention.log_size), age: ms(loaded.config.retention.logs) },
    port: options.port ?? loaded.config.server.port,
    dryRun: options.dryRun,
    say,
    onBug: (error) => endAll(error, dataDir, io),
  });
}

/** A damaged database is the user's to mend, in one line; anything else is a bug, with its trace. */
function endAll(error: unknown, dataDir: string, io: Io): never {
  if (!isDamage(error)) throw error;
  io.err(`drover: ${troubleWith(`a database in ${dataDir}`, error)}`);
  process.exit(1);
}
