import { existsSync } from "node:fs";
import { join } from "node:path";
import { clientFor, socketClient } from "../server/client.ts";
import type { Client } from "../server/client.ts";
import { isListening } from "../server/listen.ts";
import type { Io } from "./io.ts";
import { readPidFile } from "./pid-file.ts";
import { dataDirOf, loadConfig } from "./places.ts";
import type { Common } from "./places.ts";

/** How a command reaches drover: over a daemon's socket, or over the stores in this process. */
export type Connection =
  | { readonly kind: "connected"; readonly client: Client; readonly watching: boolean; readonly close: () => void }
  | { readonly kind: "refused"; readonly lines: readonly string[] };

export interface ConnectOptions extends Common {
  /** May this command make the data directory? Reports and looks never do. */
  readonly create: boolean;
}

export async function connect(options: ConnectOptions, io: Io): Promise<Connection> {
  const dataDir = dataDirOf(options, io);
  const socket = await liveSocket(dataDir);
  if (socket !== undefined) return { kind: "connected", client: socketClient(socket), watching: true, close: () => {} };
  if (!options.create && !existsSync(join(dataDir, "state.db"))) {
    return { kind: "refused", lines: [`nothing is kept in ${dataDir} yet; start with: drover up`] };
  }
  return offline(options, dataDir, io);
}

/** The socket of a daemon that answers, by the pid file. */
export async function liveSocket(dataDir: string): Promise<string | undefined> {
  const socket = (await readPidFile(dataDir))?.socket;
  return socket !== undefined && (await isListening(socket)) ? socket : undefined;
}

async function offline(common: Common, dataDir: string, io: Io): Promise<Connection> {
  const loaded = await loadConfig(common, io);
  if (loaded.kind === "wrong") return { kind: "refused", lines: loaded.errors };
  const { settingsOf } = await import("./compose/settings.ts");
  const composed = settingsOf(loaded.config, loaded.file);
  if (composed.kind === "wrong") return { kind: "refused", lines: composed.errors };
  const { openStores } = await import("./compose/stores.ts");
  const opened = await openStores(dataDir, composed.settings.order);
  if (opened.kind === "refused") return { kind: "refused", lines: [opened.why] };
  const { offlineService } = await import("./compose/offline.ts");
  const { makeApp } = await import("../server/app.ts");
  const service = offlineService(composed.settings, opened.stores);
  const app = makeApp({ service, door: "socket", allowedHosts: [], now: () => Date.now() });
  return { kind: "connected", client: clientFor(app), watching: false, close: opened.stores.close };
}
