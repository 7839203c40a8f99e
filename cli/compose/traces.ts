// What a daemon leaves in the user's tmux, and how it is taken away: hooks, and the marks of tasks that are over. The mark
// of an open task stays: it is what keeps the task from being typed twice.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../adapters/clock.ts";
import { removeDeadHooks } from "../../adapters/tmux/dead-hooks.ts";
import { removeMarks } from "../../adapters/tmux/marks.ts";
import { tmuxRun } from "../../adapters/tmux/run.ts";
import { removeHooks } from "../../adapters/tmux/wake.ts";
import { openLedger } from "../../state/ledger/open-ledger.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Io } from "../io.ts";
import { loadConfig } from "../places.ts";
import type { Common } from "../places.ts";
import { hashOf } from "./stores.ts";

/** Removes the hooks and marks of a daemon that had no time to do it, from every tmux server that the config names. */
export async function removeLeftTraces(common: Common, dataDir: string, io: Io): Promise<void> {
  const loaded = await loadConfig(common, io);
  if (loaded.kind === "wrong" || !existsSync(dataDir)) return;
  const hash = await hashOf(dataDir);
  const sockets = new Set(loaded.config.sessions.map(({ socket }) => socket));
  await Promise.all([...sockets].map((socket) => removeHooks(runOn(socket), [hash])));
  const path = join(dataDir, "state.db");
  const opened = existsSync(path) ? openLedger(path) : undefined;
  if (opened?.kind !== "open") return;
  await removeOverMarks([...sockets], opened.ledger);
  opened.ledger.close();
}

/** Removes the marks of this ledger's claims that are over. */
export async function removeOverMarks(sockets: readonly string[], ledger: Ledger): Promise<void> {
  await Promise.all(
    sockets.map((socket) => removeMarks(runOn(socket), (claim) => ledger.delivery(claim)?.phase.name === "closed")),
  );
}

/** Removes the hooks that daemons of other data directories left when they were killed; answers whose they were. */
export async function removeOthersDeadHooks(sockets: readonly string[], hash: string): Promise<readonly string[]> {
  const removed = await Promise.all(sockets.map((socket) => removeDeadHooks(runOn(socket), systemClock(), hash)));
  return removed.flat();
}

const runOn = (socket: string) => tmuxRun({ socket, clock: systemClock() });
