import { spawn, spawnSync } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { waitFor } from "../support/wait.ts";
import { ending } from "./ends.ts";
import type { Plan, Stop } from "./plan.ts";
import type { Town } from "./town.ts";

/** One life of the daemon under test, from its start to its end. */
export interface Life {
  /** 1, 2, 3 … in its town. */
  readonly number: number;
  /** Resolves when it is up, at a stop of its plan (the place), or ended. */
  readonly up: Promise<boolean>;
  /** The stop at which it is; resolves to undefined if it ended without reaching one. */
  stopped(): Promise<string | undefined>;
  thaw(): void;
  kill(): Promise<void>;
  readonly ended: Promise<void>;
}

/** Starts the daemon of this bundle in a town. */
export function startLife(bundle: string, town: Town, stops: readonly Stop[], speed: number): Life {
  const number = (lives.get(town) ?? 0) + 1;
  lives.set(town, number);
  const plan: Plan = {
    dataDir: town.data,
    socket: town.tmux.socket,
    sessions: town.agents.map(({ name }) => name),
    stops: [...stops],
    speed,
  };
  const log = openSync(join(town.home, "daemon.log"), "a");
  const child = spawn(process.execPath, [bundle, JSON.stringify(plan)], {
    env: town.env(number),
    stdio: ["ignore", log, log, "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const said = sayings(child.stdio[3] as Readable);
  const stopped = async () => {
    for (;;) {
      const line = await Promise.race([said.next(), ended.then(() => undefined)]);
      if (line === undefined) return undefined;
      if (!line.startsWith("at ")) continue;
      const point = line.slice("at ".length);
      if (isFreeze(point, stops)) await waitFor("the daemon to stand still", () => isStopped(child.pid), 60_000);
      return point;
    }
  };
  return {
    number,
    up: Promise.race([said.first.then((line) => line !== undefined), ended.then(() => false)]),
    stopped,
    thaw: () => void child.kill("SIGCONT"),
    kill: ending(() => {
      child.kill("SIGKILL");
      return ended;
    }),
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
