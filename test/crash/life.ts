import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { waitFor } from "../support/wait.ts";
import { ending } from "./ends.ts";
import type { Plan, Stop } from "./plan.ts";
import type { Town } from "./town.ts";

/** One life of the daemon under test, from its start to its end. */
export interface Life {
  /** 1, 2, 3 … in its town. */
  readonly number: number;
  readonly pid: number;
  /** The places of its plan. */
  readonly stops: readonly Stop[];
  /** Resolves when it is up, at a stop of its plan (the place), or ended. */
  readonly up: Promise<boolean>;
  /** The stop at which it is; resolves to undefined if it ended without reaching one. */
  stopped(): Promise<string | undefined>;
  thaw(): void;
  /** Sets the machine's clock, as this daemon sees it, by hours: ahead, then back. */
  stepClock(): void;
  kill(): Promise<void>;
  readonly ended: Promise<void>;
}

/** A daemon that is loaded and waits to be told what to do: most of a start is the loading. */
export interface Ready {
  start(stops: readonly Stop[], speed: number): Life;
  /** It is not needed. */
  discard(): Promise<void>;
}

/** Starts the daemon of this bundle in a town. */
export const startLife = (bundle: string, town: Town, stops: readonly Stop[], speed: number): Life =>
  load(bundle, town).start(stops, speed);

export function load(bundle: string, town: Town): Ready {
  const number = (lives.get(town) ?? 0) + 1;
  lives.set(town, number);
  const log = openSync(join(town.home, "daemon.log"), "a");
  const child = spawn(process.execPath, [bundle], { env: town.env(number), stdio: ["pipe", log, log, "pipe"] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = ending(() => {
    child.kill("SIGKILL");
    return ended;
  });
  return {
    discard: kill,
    start: (stops, speed) => {
      const plan: Plan = {
        dataDir: town.data,
        socket: town.tmux.socket,
        sessions: town.agents.map(({ name }) => name),
        stops: [...stops],
        speed,
      };
      (child.stdin as Writable).end(JSON.stringify(plan));
      return lifeOf(child, number, stops, ended, kill);
    },
  };
}

function lifeOf(
  child: ChildProcess,
  number: number,
  stops: readonly Stop[],
  ended: Promise<void>,
  kill: () => Promise<void>,
): Life {
  const said = sayings(child.stdio[3] as Readable);
  const stopped = async () => {
    for (;;) {
      // What it said before it died is read to its end.
      const line = await said.next();
      if (line === undefined) return undefined;
      if (!line.startsWith("at ")) continue;
      const point = line.slice("at ".length);
      if (isFreeze(point, stops)) await waitFor("the daemon to stand still", () => isStopped(child.pid), 60_000);
      return point;
    }
  };
  return {
    number,
    pid: child.pid ?? 0,
    stops,
    up: said.first.then((line) => line !== undefined),
    stopped,
    thaw: () => void child.kill("SIGCONT"),
    stepClock: () => void child.kill("SIGUSR2"),
    kill,
    ended,
  };
}

const isFreeze = (point: string, stops: readonly Stop[]): boolean =>
  stops.some((stop) => stop.point === point && stop.how === "freeze");

/** It says where it stops before it stops: a CONT that came in between would be lost. */
function isStopped(pid: number | undefined): boolean {
  const { stdout } = spawnSync("ps", ["-o", "state=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim().startsWith("T");
}

const lives = new WeakMap<Town, number>();

interface Sayings {
  readonly first: Promise<string | undefined>;
  next(): Promise<string | undefined>;
}

/** The lines of a stream, each handed out once; undefined at its end. */
function sayings(stream: Readable): Sayings {
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
  const take = async () => {
    const { value, done } = await lines.next();
    return done === true ? undefined : String(value);
  };
  const first = take();
  let given = false;
  return {
    first,
    next: () => {
      if (given) return take();
      given = true;
      return first;
    },
  };
}
