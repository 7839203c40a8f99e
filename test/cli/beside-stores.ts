import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { offlineService } from "../../cli/compose/offline.ts";
import { settingsOf } from "../../cli/compose/settings.ts";
import { openStores } from "../../cli/compose/stores.ts";
import { parseConfig } from "../../config/parse.ts";
import { makeApp } from "../../server/app.ts";
import { listenSocket } from "../../server/listen.ts";
import type { RunOptions, Said } from "./beside-daemon.ts";
import { run } from "./beside-daemon.ts";

export interface BesideStores {
  readonly dataDir: () => string;
  readonly ask: (args: readonly string[], options?: RunOptions) => Promise<Said>;
}

/** Real databases in a data directory of each test's own, behind a real socket that stays open: commands start fast. */
export function besideStores(config = ""): BesideStores {
  let dataDir = "";
  let close = async () => {};
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "drover-stores-"));
    const parsed = parseConfig(config, "drover.toml");
    const composed = parsed.kind === "ok" ? settingsOf(parsed.config, undefined) : parsed;
    const opened = await openStores(dataDir);
    if (composed.kind === "wrong" || opened.kind === "refused") throw new Error("the stores cannot be used");
    const service = offlineService(composed.settings, opened.stores);
    const app = makeApp({ service, door: "socket", allowedHosts: [], now: () => Date.now() });
    const socket = join(dataDir, "drover.sock");
    const door = await listenSocket(socket, app);
    if (door.kind !== "listening") throw new Error(`the socket is ${door.kind}`);
    writeFileSync(join(dataDir, "drover.pid"), JSON.stringify({ pid: 1, start: "another", socket }));
    close = async () => {
      await door.close();
      opened.stores.close();
    };
  });
  afterEach(async () => {
    await close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { dataDir: () => dataDir, ask: (args, options) => run([...args, "--data-dir", dataDir], options) };
}
