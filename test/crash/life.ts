import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
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
      if (line === undefined || line.startsWith("at ")) return line?.slice("at ".length);
    }
  };
  return {
    number,
    up: Promise.race([said.first.then((line) => line !== undefined), ended.then(() => false)]),
    stopped,
    thaw: () => void child.kill("SIGCONT"),
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
    ended,
  };
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
