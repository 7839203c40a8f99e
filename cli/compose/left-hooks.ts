import { existsSync } from "node:fs";
import { systemClock } from "../../adapters/clock.ts";
import { tmuxRun } from "../../adapters/tmux/run.ts";
import { removeHooks } from "../../adapters/tmux/wake.ts";
import type { Io } from "../io.ts";
import { loadConfig } from "../places.ts";
import type { Common } from "../places.ts";
import { hashOf } from "./stores.ts";

/** Removes the hooks of a daemon that had no time to do it, from every tmux server that the config names. */
export async function removeLeftHooks(common: Common, dataDir: string, io: Io): Promise<void> {
  const loaded = await loadConfig(common, io);
  if (loaded.kind === "wrong" || !existsSync(dataDir)) return;
  const hash = await hashOf(dataDir);
  const clock = systemClock();
  const sockets = new Set(loaded.config.sessions.map(({ socket }) => socket));
  await Promise.all([...sockets].map((socket) => removeHooks(tmuxRun({ socket, clock }), [hash])));
}
