// Starts a whole daemon on a data directory: lock, stores, doors, watch. Refusals are values of one line each.
import type { Profile } from "../../agents/profile.ts";
import { startDaemon } from "../../daemon/daemon.ts";
import type { Daemon } from "../../daemon/daemon.ts";
import type { Service } from "../../daemon/service.ts";
import { makeService } from "../../daemon/service/make-service.ts";
import { workLine } from "../../daemon/service/work-log.ts";
import type { Settings } from "../../daemon/settings.ts";
import type { Clock } from "../../daemon/ports.ts";
import type { World } from "../../daemon/world.ts";
import { oneLine } from "../../machines/one-line.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { tmuxRun } from "../../adapters/tmux/run.ts";
import { tmuxVersion } from "../../adapters/tmux/version.ts";
import { lockDataDirectory } from "../../state/lock/lock-data-directory.ts";
import { agentsIn } from "./agents-in.ts";
import { openDoors } from "./doors.ts";
import { dryRun } from "./dry-run.ts";
import { removePidFile, socketPlace, token, writePidFile } from "./files.ts";
import { localTime } from "./local-time.ts";
import { plannerFor } from "./planner.ts";
import { LOG_BOUNDS, logFile, tendLogs } from "./logs.ts";
import type { LogBounds } from "./logs.ts";
import { openStores } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { removeOthersDeadHooks, removeOverMarks } from "./traces.ts";
import { makeWorld } from "./world.ts";

export interface StartOptions {
  readonly dataDir: string;
  readonly settings: Settings;
  readonly profiles: readonly Profile[];
  readonly host: string;
  readonly port: number;
  /** How much the logs may hold. */
  readonly logs?: LogBounds;
  /** Names beside loopback under which the API may be asked. */
  readonly allowedHosts?: readonly string[];
  /** Watch and say what would be typed; type nothing. */
  readonly dryRun: boolean;
  /** Lines for people: the work log, troubles. */
  readonly say: (line: string) => void;
  /** A bug was met: the process should end, and be started again. */
  readonly onBug: (error: unknown) => void;
  /** What stands between the daemon and its world; a test that must stop it at an exact place puts something there. */
  readonly around?: (world: World) => World;
}

export interface Running {
  readonly kind: "running";
  readonly service: Service;
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly socket: string;
  /** Within two seconds: what is under way is left to the ledger. */
  stop(): Promise<void>;
}
export type Started =
  | Running
  | { readonly kind: "refused"; readonly why: string }
  /** A daemon is alive on this data directory. */
  | { readonly kind: "already running"; readonly why: string };

export async function startOn(options: StartOptions): Promise<Started> {
  const missing = await tmuxTrouble();
  if (missing !== undefined) return { kind: "refused", why: missing };
  const opened = await openStores(options.dataDir, options.settings.order);
  if (opened.kind === "refused") return opened;
  const lock = lockDataDirectory(options.dataDir);
  if (lock.kind !== "locked") {
    opened.stores.close();
    return lock.kind === "refused"
      ? lock
      : {
          kind: "already running",
          why: `a daemon already runs on ${options.dataDir}; see drover status, or drover down`,
        };
  }
  const release = () => {
    opened.stores.close();
    lock.release();
  };
  const started = await startLocked(options, opened.stores);
  if (started.kind !== "running") {
    release();
    return started;
  }
  return { ...started, stop: () => started.stop().finally(release) };
}

async function startLocked(options: StartOptions, stores: Stores): Promise<Started> {
  const { dataDir, settings } = options;
  const { logs = LOG_BOUNDS } = options;
  const say = (line: string) => options.say(`${localTime(stores.clock.now())} - ${oneLine(line)}`);
  const work = logFile(dataDir, "work.log", logs, Date.now, say);
  const place = await socketPlace(dataDir, stores.hash);
  if (place.kind === "refused") return place;
  const world = worldOf(options, stores, say);
  const effective = options.dryRun ? { ...settings, policy: { ...settings.policy, generalPromptMax: 0 } } : settings;
  const daemon = await startDaemon(effective, world);
  const service = serviceOver(daemon, effective, world);
  const stopLog = daemon.news.subscribe((entry) => {
    const line = workLine(entry, stores.ledger);
    if (line === undefined) return;
    work(`${localTime(entry.at)} - ${line}`);
    options.say(`${localTime(entry.at)} - ${line}`);
  });
  const socket = place.path;
  const secret = await token(dataDir);
  const { host, port, allowedHosts = [], onBug } = options;
  const agents = agentsIn(settings, daemon.eyes, world.processes);
  const doors = await openDoors(service, { socket, host, port, allowedHosts, token: secret, agents, onBug });
  if (doors.kind === "refused") {
    await daemon.stop();
    return doors;
  }
  const self = await systemProcesses().identify(process.pid);
  await writePidFile(dataDir, { pid: process.pid, start: self?.start ?? "", socket, port: doors.port, host });
  const sockets = [...world.servers.keys()];
  const stopTending = tendLogs(dataDir, logs, stores.clock);
  const swept = removeOthersDeadHooks(sockets, stores.hash);
  const stop = async () => {
    await doors.close();
    await daemon.stop();
    await Promise.all([swept, removeOverMarks(sockets, stores.ledger)]);
    stopLog();
    stopTending();
    await removePidFile(dataDir);
  };
  return { kind: "running", service, host, port: doors.port, token: secret, socket, stop };
}

function worldOf(options: StartOptions, stores: Stores, say: (line: string) => void): World {
  const world = makeWorld(stores, options.settings, options.profiles, {
    onBug: options.onBug,
    onTrouble: sayNowAndThen(stores.clock, (error) =>
      say(`state.db could not be written and will be tried again: ${String(error)}`),
    ),
  });
  if (!options.dryRun) return options.around?.(world) ?? world;
  const backlog = dryRun(world.backlog, ({ session }, task) => {
    say(`Would assign task ${task.id} to ${session}: ${task.content.split("\n")[0] ?? ""}`);
  });
  return { ...world, backlog };
}

/** The same trouble is met each second; it is told once a minute. */
const TELL_AGAIN = 60_000;

function sayNowAndThen(clock: Clock, say: (error: unknown) => void): (error: unknown) => void {
  let said = -Infinity;
  return (error) => {
    if (clock.elapsed() - said < TELL_AGAIN) return;
    said = clock.elapsed();
    say(error);
  };
}

function serviceOver(daemon: Daemon, settings: Settings, world: World): Service {
  const planner = plannerFor(settings.planner, () => world.clock.now());
  return makeService({ ...daemon, ...world, settings, planner, localTime, watching: true });
}

async function tmuxTrouble(): Promise<string | undefined> {
  const { systemClock } = await import("../../adapters/clock.ts");
  const version = await tmuxVersion(tmuxRun({ socket: "default", clock: systemClock() }));
  switch (version.kind) {
    case "ok":
      return undefined;
    case "missing":
      return "tmux is not installed, or not on PATH; install tmux 3.2 or newer";
    case "too old":
      return `tmux ${version.version} is too old; drover needs 3.2 or newer`;
  }
}
