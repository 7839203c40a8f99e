import { startOn } from "./compose/daemon.ts";
import type { Running } from "./compose/daemon.ts";
import type { Reread } from "./compose/reloading.ts";
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
  const started = await read(options, io);
  if (started.kind === "wrong") return { kind: "refused", why: started.errors.join("\n") };
  const { config, file } = started;
  const dataDir = dataDirOf(options, io);
  return startOn({
    dataDir,
    settings: started.settings,
    profiles: started.profiles,
    host: config.server.host,
    allowedHosts: config.server.allowed_hosts,
    logs: { size: bytes(config.retention.log_size), age: ms(config.retention.logs) },
    port: options.port ?? config.server.port,
    // The same file again, also where it is away: another one found elsewhere would be another config.
    reload: { started, reread: () => read(file === undefined ? options : { ...options, config: file }, io) },
    dryRun: options.dryRun,
    say,
    onBug: (error) => endAll(error, dataDir, io),
  });
}

async function read(common: Common, io: Io): Promise<Reread> {
  const loaded = await loadConfig(common, io);
  if (loaded.kind === "wrong") return loaded;
  const composed = settingsOf(loaded.config, loaded.file);
  return composed.kind === "wrong" ? composed : { ...composed, config: loaded.config, file: loaded.file };
}

/** A damaged database is the user's to mend, in one line; anything else is a bug, with its trace. */
function endAll(error: unknown, dataDir: string, io: Io): never {
  if (!isDamage(error)) throw error;
  io.err(`drover: ${troubleWith(`a database in ${dataDir}`, error)}`);
  process.exit(1);
}
