import { startOn } from "./compose/daemon.ts";
import type { Running } from "./compose/daemon.ts";
import { settingsOf } from "./compose/settings.ts";
import type { Io } from "./io.ts";
import { dataDirOf, loadConfig } from "./places.ts";
import type { Common } from "./places.ts";

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
  return startOn({
    dataDir: dataDirOf(options, io),
    settings: composed.settings,
    profiles: composed.profiles,
    host: loaded.config.server.host,
    port: options.port ?? loaded.config.server.port,
    dryRun: options.dryRun,
    say,
    onBug: (error) => {
      throw error;
    },
  });
}
