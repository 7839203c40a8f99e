// Faults of the files under a running daemon: locked, full, damaged, held by a second daemon.
import Database from "better-sqlite3";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { damage } from "../../support/damage.ts";
import { freeze } from "../stage.ts";
import type { Story } from "../stage.ts";
import { TASK } from "./recovery.ts";

/** Bytes of each file that the process may write. Where the system has no prlimit (macOS), nothing is bounded. */
function boundFiles(pid: number, soft: string): void {
  spawnSync("prlimit", ["--pid", String(pid), `--fsize=${soft}:unlimited`]);
}

export const STORE_FAULTS: readonly Story[] = [
  ...Object.entries({
    "state.db": ["after begin", "before advance entering"],
    "goals.db": ["after commit ask", "before complete done"],
  }).map(([file, stops]): Story => ({
    name: `another program holds ${file} for a while in the middle of a delivery`,
    options: ["--work", "2000"],
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, at, allEnded }) => {
      const only = life(stops.map((point) => freeze(point)));
      for (const _ of stops) {
        await at(only);
        const other = new Database(join(town.data, file));
        other.exec("BEGIN IMMEDIATE");
        only.thaw();
        await pause(1_500);
        other.exec("COMMIT");
        other.close();
      }
      await allEnded();
    },
  })),
  {
    name: "no file can grow for a while in the middle of a delivery: nothing is done before it is written down",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ life, at, allEnded }) => {
      const only = life([freeze("after claim"), freeze("before advance pasting")]);
      for (let times = 0; times < 2; times += 1) {
        await at(only);
        boundFiles(only.pid, "1");
        only.thaw();
        // It cannot even say so: what it must not do meanwhile, it has this long to do.
        await pause(1_500);
        boundFiles(only.pid, "unlimited");
      }
      await allEnded();
    },
  },
  {
    name: "a second daemon on the same directory ends at once, also while the first stands still",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ life, at, allEnded }) => {
      const first = life([freeze("before paste")]);
      await at(first);
      await life().ended;
      first.thaw();
      await life().ended;
      await allEnded();
    },
  },
  {
    name: "the work log cannot be written: the work goes on",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, said, allEnded }) => {
      mkdirSync(join(town.data, "logs", "work.log"), { recursive: true });
      life();
      await allEnded();
      await said("work.log cannot be written");
    },
  },
  {
    name: "state.db is damaged while no daemon runs: the start is refused, and the file left as it is",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, allEnded }) => {
      const file = join(town.data, "state.db");
      const whole = readFileSync(file);
      const damaged = Buffer.concat([Buffer.alloc(4_096, "x"), whole.subarray(4_096)]);
      writeFileSync(file, damaged);
      await life().ended;
      if (!readFileSync(file).equals(damaged)) throw new Error("a damaged file was written to");
      writeFileSync(file, whole);
      life();
      await allEnded();
    },
  },
  {
    name: "state.db is damaged under a daemon that runs: it ends before it types, and goes on once the file is back",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, at, said, allEnded }) => {
      const only = life([freeze("after begin")]);
      await at(only);
      const whole = damage(town.data);
      only.thaw();
      await only.ended;
      await said("SQLITE_NOTADB");
      rmSync(join(town.data, "state.db-shm"), { force: true });
      for (const [file, bytes] of whole) writeFileSync(file, bytes);
      life();
      await allEnded();
    },
  },
];
