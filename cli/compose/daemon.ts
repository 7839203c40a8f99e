// Starts a whole daemon on a data directory: lock, stores, doors, watch. Refusals are values of one line each.
import type { Profile } from "../../agents/profile.ts";
import { startDaemon } from "../../daemon/daemon.ts";
import { keepSplitting } from "../../daemon/goals/keep-splitting.ts";
import { makeLife } from "../../daemon/life.ts";
import type { Listeners } from "../../daemon/news.ts";
import type { Service } from "../../daemon/service.ts";
import { makeService } from "../../daemon/service/make-service.ts";
import { workLine } from "../../daemon/service/work-log.ts";
import { PLANNING } from "../../daemon/settings.ts";
import type { Settings } from "../../daemon/settings.ts";
import type { Clock } from "../../daemon/ports.ts";
import type { World } from "../../daemon/world.ts";
import { sessionName } from "../../machines/ids.ts";
import { oneLine } from "../../machines/one-line.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { tmuxRun } from "../../adapters/tmux/run.ts";
import { tmuxVersion } from "../../adapters/tmux/version.ts";
import type { JournalEntry } from "../../state/ledger/ledger.ts";
import { watchFile } from "../../adapters/watched-file.ts";
import { lockDataDirectory } from "../../state/lock/lock-data-directory.ts";
import { agentsIn } from "./agents-in.ts";
import { openDoors } from "./doors.ts";
import { dryRun } from "./dry-run.ts";
import { removePidFile, socketPlace, token, writePidFile } from "./files.ts";
import { coreOver, makeLives } from "./lives.ts";
import type { Lives, Living } from "./lives.ts";
import { localTime } from "./local-time.ts";
import { LOG_BOUNDS, logFile, tendLogs } from "./logs.ts";
import type { LogBounds } from "./logs.ts";
import { plannerFor } from "./planner.ts";
import { makeReloading } from "./reloading.ts";
import type { Reloading, Reread } from "./reloading.ts";
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
  /** Reads the config again; absent: it is not watched. */
  readonly reload?: { readonly started: Extract<Reread, { kind: "ok" }>; readonly reread: () => Promise<Reread> };
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
  /** Reads the config again; resolves when it counts, or was refused. */
  reload(): Promise<void>;
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
  const listeners: Listeners = new Set();
  const live = async (
    settings: Settings,
    profiles: readonly Profile[],
  ): Promise<Living & { readonly world: World }> => {
    const world = worldOf({ ...options, settings, profiles }, stores, say);
    const effective = options.dryRun ? { ...settings, policy: { ...settings.policy, generalPromptMax: 0 } } : settings;
    return { daemon: await startDaemon(effective, world, listeners), settings: effective, profiles, world };
  };
  const first = await live(settings, options.profiles);
  const { world } = first;
  const lives = makeLives(first);
  const reloading = reloadingOf(options, lives, live, stores.clock);
  const planner = plannerFor(settings.planner, () => stores.clock.now());
  const core = coreOver(lives, subscriber(listeners), {
    ...world,
    config: reloading.state,
    planner,
    localTime,
    watching: true,
  });
  const service = makeService(core);
  const stopLog = service.subscribe((entry) => {
    const line = workLine(entry, stores.ledger);
    if (line === undefined) return;
    work(`${localTime(entry.at)} - ${line}`);
    options.say(`${localTime(entry.at)} - ${line}`);
  });
  const socket = place.path;
  const secret = await token(dataDir);
  const { host, port, allowedHosts = [], onBug } = options;
  const agents = agentsIn(() => core.settings, core.eyes, world.processes);
  const doors = await openDoors(service, { socket, host, port, allowedHosts, token: secret, agents, onBug });
  if (doors.kind === "refused") {
    await lives.end();
    return doors;
  }
  const self = await systemProcesses().identify(process.pid);
  await writePidFile(dataDir, { pid: process.pid, start: self?.start ?? "", socket, port: doors.port, host });
  const sockets = () => [...new Set(lives.now().settings.sessions.map(({ socket }) => socket))];
  const file = options.reload?.started.file;
  const stopWatching = file === undefined ? () => {} : watchFile(file, stores.clock, () => void reload());
  const reload = () => reloading.reload().catch(onBug);
  // What was written between the reading and the watching.
  void reload();
  const stopTending = tendLogs(dataDir, logs, stores.clock);
  const { split } = settings.planning ?? PLANNING;
  const life = makeLife(stores.clock);
  const note = (type: string, data: unknown) => lives.now().daemon.news.note(ITSELF, type, data);
  const splitting =
    split === "off" || options.dryRun
      ? Promise.resolve()
      : keepSplitting({ backlog: world.backlog, goals: service.goals, mode: split, life, note }).catch(onBug);
  const swept = removeOthersDeadHooks(sockets(), stores.hash);
  const stop = async () => {
    stopWatching();
    life.end();
    planner.callOff();
    await doors.close();
    await splitting;
    await reloading.idle();
    await lives.end();
    await Promise.all([swept, removeOverMarks(sockets(), stores.ledger)]);
    stopLog();
    stopTending();
    await removePidFile(dataDir);
  };
  return { kind: "running", service, host, port: doors.port, token: secret, socket, reload, stop };
}

/** Notes of the daemon itself stand in the journal under this name. */
const ITSELF = sessionName("drover");

function reloadingOf(
  { reload, settings, profiles }: StartOptions,
  lives: Lives,
  live: (settings: Settings, profiles: readonly Profile[]) => Promise<Living>,
  clock: Clock,
): Reloading {
  const now = () => clock.now();
  if (!reload) {
    return {
      reload: async () => {},
      idle: async () => {},
      state: () => ({ loadedAt: now(), refused: [], pending: [] }),
    };
  }
  return makeReloading({
    ...reload,
    now,
    started: { ...reload.started, settings, profiles },
    apply: (next, known) => lives.next(() => live(next, known)),
    note: (type, data) => lives.now().daemon.news.note(ITSELF, type, data),
  });
}

const subscriber = (listeners: Listeners) => (onEntry: (entry: JournalEntry) => void) => {
  listeners.add(onEntry);
  return () => void listeners.delete(onEntry);
};

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
