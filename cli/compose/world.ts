import { join } from "node:path";
import { opencodeStreams } from "../../adapters/channels/event-stream.ts";
import { statusFiles } from "../../adapters/channels/status-file.ts";
import { hookPlaces } from "../../adapters/agent-hooks/places.ts";
import { hookSpool } from "../../adapters/hook-spool.ts";
import { systemChecker } from "../../adapters/check/checker.ts";
import { systemGit } from "../../adapters/git/git.ts";
import { randomIds } from "../../adapters/ids.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { fileSpool } from "../../adapters/spool.ts";
import { tmuxServer } from "../../adapters/tmux/server.ts";
import type { Profile } from "../../agents/profile.ts";
import type { Settings } from "../../daemon/settings.ts";
import type { World } from "../../daemon/world.ts";
import { isPassing } from "../../state/database/sqlite-error.ts";
import type { Stores } from "./stores.ts";

/** The real world for these sessions: one tmux server per socket, the machine's processes, clock and disk. */
export function makeWorld(
  stores: Stores,
  settings: Settings,
  profiles: readonly Profile[],
  trouble: Pick<World, "onBug" | "onTrouble">,
): World {
  const { clock, hash, ledger, backlog } = stores;
  const sockets = new Set(settings.sessions.map(({ socket }) => socket));
  const processes = systemProcesses();
  const server = (socket: string) => tmuxServer({ socket, dataDirHash: hash, clock });
  return {
    clock,
    ledger,
    backlog,
    profiles,
    isPassing,
    ...trouble,
    ids: randomIds(),
    spool: fileSpool(join(stores.dataDir, "spool")),
    processes,
    git: systemGit(),
    checker: systemChecker(processes),
    worktrees: join(stores.dataDir, "worktrees"),
    channels: new Map([
      ["status-file", statusFiles({ processes })],
      ["sse", opencodeStreams({ processes, clock })],
    ]),
    hookSpool: hookSpool(hookPlaces(stores.dataDir).spool),
    servers: new Map([...sockets].map((socket) => [socket, server(socket)])),
    utcOffsetMinutes: (at) => -new Date(at).getTimezoneOffset(),
  };
}
