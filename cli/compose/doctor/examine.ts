// What `drover doctor` looks at. Nothing is changed, and no session is typed into.
import { existsSync, lstatSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../../../adapters/clock.ts";
import { tmuxRun } from "../../../adapters/tmux/run.ts";
import { tmuxServer } from "../../../adapters/tmux/server.ts";
import { tmuxVersion } from "../../../adapters/tmux/version.ts";
import type { SessionSettings } from "../../../daemon/settings.ts";
import { parseTarget, resolve } from "../../../daemon/watch/targets.ts";
import { examine } from "../../../state/database/examine.ts";
import { BACKLOG_SCHEMA } from "../../../state/migrations/backlog/schema.ts";
import { LEDGER_SCHEMA } from "../../../state/migrations/ledger/schema.ts";
import { HOOKABLE, hooksOf } from "../hooks.ts";
import { settingsOf } from "../settings.ts";
import { liveSocket } from "../../connect.ts";
import type { Io } from "../../io.ts";
import { readPidFile } from "../../pid-file.ts";
import { dataDirOf, loadConfig } from "../../places.ts";
import type { Common } from "../../places.ts";
import { megabytes } from "./bytes.ts";
import { fine, trouble, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Less room than this, and a night's journal may fill the disk. bytes */
const LITTLE = 200 * 1024 ** 2;

export const DATABASES = [
  { name: "goals.db", schema: BACKLOG_SCHEMA },
  { name: "state.db", schema: LEDGER_SCHEMA },
] as const;

export async function examineAll(common: Common, io: Io): Promise<readonly Finding[]> {
  const dataDir = dataDirOf(common, io);
  const { findings, sessions } = await config(common, io);
  return [
    await tmux(),
    ...findings,
    ...(await dataDirectory(dataDir)),
    await daemon(dataDir),
    ...(await targets(sessions)),
    ...(await hooks(dataDir, io)),
  ];
}

async function tmux(): Promise<Finding> {
  const found = await tmuxVersion(tmuxRun({ socket: "default", clock: systemClock() }));
  if (found.kind === "missing") return trouble("tmux", "is not on the PATH. Install tmux 3.2 or later.");
  const says = `version ${found.version}`;
  return found.kind === "ok" ? fine("tmux", says) : trouble("tmux", `${says} is too old. Install 3.2 or later.`);
}

async function config(
  common: Common,
  io: Io,
): Promise<{ readonly findings: readonly Finding[]; readonly sessions: readonly SessionSettings[] }> {
  const loaded = await loadConfig(common, io);
  const composed = loaded.kind === "ok" ? settingsOf(loaded.config, loaded.file) : loaded;
  if (composed.kind === "wrong")
    return { findings: composed.errors.map((error) => trouble("config", error)), sessions: [] };
  const { sessions } = composed.settings;
  const file = (loaded.kind === "ok" && loaded.file) || "none; defaults hold";
  const says = `${file}, ${sessions.length} session(s)`;
  return {
    findings: [sessions.length > 0 ? fine("config", says) : warning("config", `${says}: drover init`)],
    sessions,
  };
}

async function dataDirectory(path: string): Promise<readonly Finding[]> {
  if (!existsSync(path)) return [fine("data", `${path} is not there yet; drover up makes it`)];
  const { mode, uid } = lstatSync(`${path}/.`);
  if (uid !== process.getuid?.())
    return [trouble("data", `${path} belongs to another user. Choose another with --data-dir.`)];
  const open = (mode & 0o077) !== 0;
  const { bavail, bsize } = await statfs(path);
  const room = bavail * bsize;
  return [
    open ? warning("data", `${path} is open to others; drover up closes it`) : fine("data", path),
    room < LITTLE
      ? warning("disk", `${megabytes(room)} left for ${path}: make room before it is full`)
      : fine("disk", `${megabytes(room)} left`),
    ...DATABASES.map((database) => examined(path, database)),
  ];
}

function examined(folder: string, { name, schema }: (typeof DATABASES)[number]): Finding {
  const found = examine(join(folder, name), schema);
  if (found.kind === "absent") return fine(name, "not there yet");
  if (found.kind === "unsound") return trouble(name, found.why);
  const half = found.free > found.bytes / 2 && found.free > 8 * 1024 ** 2;
  const says = `sound, ${megabytes(found.bytes)}, ${megabytes(found.free)} of it unused`;
  return half ? warning(name, `${says}: drover doctor --compact`) : fine(name, says);
}

async function daemon(dataDir: string): Promise<Finding> {
  const pid = (await readPidFile(dataDir))?.pid;
  if ((await liveSocket(dataDir)) !== undefined) return fine("daemon", `runs as ${pid ?? "?"}`);
  if (pid === undefined) return fine("daemon", "does not run");
  return warning("daemon", `${pid} left its pid file and does not answer; drover up starts a new one`);
}

/** Asks each server once, and only what panes it has. */
async function targets(sessions: readonly SessionSettings[]): Promise<readonly Finding[]> {
  const sockets = [...new Set(sessions.map(({ socket }) => socket))];
  const found = await Promise.all(
    sockets.map(async (socket) => {
      const listing = await tmuxServer({ socket, dataDirHash: "doctor", clock: systemClock() }).list();
      const panes = listing.kind === "panes" ? listing.panes : [];
      return sessions
        .filter((session) => session.socket === socket)
        .map(({ name, tmux: target }) => {
          const pane = resolve(parseTarget(target), panes, undefined);
          return pane === undefined
            ? warning(`session ${name}`, `no pane ${target} in the tmux server "${socket}"`)
            : fine(`session ${name}`, `pane ${pane}`);
        });
    }),
  );
  return found.flat();
}

async function hooks(dataDir: string, io: Io): Promise<readonly Finding[]> {
  const found = await Promise.all(HOOKABLE.map((agent) => hooksOf(agent, dataDir, io)));
  return found.flat().flatMap(({ agent, file, events, missing, trouble: why }) => {
    if (why !== undefined) return [warning(`hooks ${agent}`, why)];
    if (events.length === 0) return [];
    if (missing.length === 0) return [fine(`hooks ${agent}`, file)];
    return [warning(`hooks ${agent}`, `${missing.join(", ")} missing in ${file}: drover hooks install ${agent}`)];
  });
}
