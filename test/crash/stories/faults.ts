// Faults while it runs: of tmux, of panes, of agents, of the databases, of the clock. No task is lost, none typed twice.
import Database from "better-sqlite3";
import { spawnSync } from "node:child_process";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { waitFor } from "../../support/wait.ts";
import { restart, shows, vanish } from "../acts.ts";
import { freeze } from "../stage.ts";
import type { Stage, Story } from "../stage.ts";
import type { Town, TownAgent } from "../town.ts";
import { TASK } from "./recovery.ts";

/** A turn that is still going on when the fault comes, and ends soon enough when it is begun again. */
const LONG = ["--work", "4000"];

/** The agent is lost in the middle of its task; the task is given again, once. */
const lostBy = (name: string, fault: (stage: Stage) => unknown): Story => ({
  name,
  options: LONG,
  tasks: [TASK],
  tries: 2,
  ends: { done: 1 },
  play: async (stage) => {
    stage.life();
    await stage.all("working");
    await fault(stage);
    await stage.all("pending");
    stage.goals.hurry();
    await stage.allEnded();
  },
});

const agents: readonly Story[] = [
  lostBy("the agent is started anew by its shell in the middle of its task: that is no end of it", ({ red }) =>
    restart(red),
  ),
  lostBy("the agent leaves a bare shell behind in the middle of its task, and is started by hand", async (stage) => {
    const comeBack = vanish(stage.red);
    await stage.all("pending");
    comeBack();
  }),
  lostBy("the session is killed in the middle of a task and made again under the same name", ({ town, red }) =>
    town.again(red),
  ),
  lostBy("the pane is respawned in the middle of a task", async ({ town, red }) => {
    const before = red.pid();
    town.tmux.run("respawn-pane", "-k", "-t", red.pane);
    await waitFor("the new agent", () => red.pid() !== before);
  }),
  lostBy("the pane's program dies under remain-on-exit in the middle of a task", async (stage) => {
    const { red, town } = stage;
    const before = red.pid();
    town.tmux.run("set-option", "-p", "-t", red.pane, "remain-on-exit", "on");
    killPane(red, town);
    await stage.all("pending");
    town.tmux.run("respawn-pane", "-t", red.pane);
    await waitFor("the new agent", () => red.pid() !== before);
  }),
];

const killPane = (agent: TownAgent, town: Town): void =>
  void process.kill(Number(town.tmux.run("display-message", "-p", "-t", agent.pane, "#{pane_pid}")), "SIGKILL");

const server: readonly Story[] = [
  lostBy("the tmux server is killed in the middle of a task, and started anew", async ({ town, red }) => {
    town.tmux.run("kill-server");
    await reopened(red);
  }),
  {
    name: "the tmux server is killed between paste and Enter: a person must judge",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const only = life([freeze("after advance pasted")]);
      await at(only);
      town.tmux.run("kill-server");
      await reopened(red);
      only.thaw();
      await allEnded();
    },
  },
];

async function reopened(agent: TownAgent): Promise<void> {
  const before = agent.log().length;
  agent.reopen();
  await waitFor("the new agent", () => agent.log().length > before);
}

const panes: readonly Story[] = [
  {
    name: "the session is renamed in the middle of a task: it is watched to its end in the same pane",
    options: LONG,
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, all, allEnded }) => {
      life();
      await all("working");
      town.tmux.run("rename-session", "-t", "=red", "crimson");
      await allEnded();
    },
  },
  {
    name: "the window is resized between paste and Enter: Enter waits for the new picture",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const only = life([freeze("before enter")]);
      await at(only);
      town.tmux.run("resize-window", "-t", red.pane, "-x", "70", "-y", "20");
      await waitFor("the new picture", () => town.tmux.screen(red.pane).length === 20);
      await shows(red, town, "[drover ");
      only.thaw();
      await allEnded();
    },
  },
  ...Object.entries({
    "is in copy mode": [["copy-mode"], ["send-keys", "-X", "cancel"]],
    "takes no input": [
      ["select-pane", "-d"],
      ["select-pane", "-e"],
    ],
    "is synchronised with others": [
      ["set-option", "-w", "synchronize-panes", "on"],
      ["set-option", "-w", "synchronize-panes", "off"],
    ],
  }).map(([what, [on = [], off = []]]): Story => ({
    name: `the pane ${what} from before the paste, and again before Enter: it is waited for`,
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const turn = ([command = "", ...rest]: readonly string[]) => town.tmux.run(command, "-t", red.pane, ...rest);
      const only = life(["before paste", "after paste", "before enter", "after enter"].map((point) => freeze(point)));
      for (let times = 0; times < 2; times += 1) {
        await at(only);
        turn(on);
        only.thaw();
        await at(only);
        turn(off);
        only.thaw();
      }
      await allEnded();
    },
  })),
  {
    name: "sessions have names that mean something to tmux: each gets its task",
    agents: ["-dash", "=x", "red", "red2"],
    tasks: [TASK, `${TASK} 2`, `${TASK} 3`, `${TASK} 4`],
    ends: { done: 4 },
    play: async ({ town, life, allEnded }) => {
      life();
      await allEnded();
      for (const agent of town.agents) await waitFor(agent.name, () => agent.log().some(({ ev }) => ev === "submit"));
    },
  },
];

/** Bytes of each file that the process may write. Where the system has no prlimit (macOS), nothing is bounded. */
function boundFiles(pid: number, soft: string): void {
  spawnSync("prlimit", ["--pid", String(pid), `--fsize=${soft}:unlimited`]);
}

/** Overwrites the ledger with all that SQLite still has of it in memory; answers what stood in its files. */
function damage(data: string): ReadonlyMap<string, Buffer> {
  const files = ["state.db", "state.db-wal"].map((name) => join(data, name));
  const whole = new Map(files.map((file) => [file, readFileSync(file)]));
  for (const file of [...files, join(data, "state.db-shm")]) {
    // In place: a file that got shorter under its mapping would end the process.
    const open = openSync(file, "r+");
    writeSync(open, Buffer.alloc(fstatSync(open).size, "x"), 0, undefined, 0);
    closeSync(open);
  }
  return whole;
}

const stores: readonly Story[] = [
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

/** A clock that runs faster than the machine's does not follow it. */
const REAL = 1;

const time: readonly Story[] = [
  {
    name: "the clock is set hours ahead and hours back in the middle of a delivery and of a task",
    options: LONG,
    tasks: [TASK, "Sweep the stairs"],
    ends: { done: 2 },
    play: async ({ life, at, goals, allEnded }) => {
      const stops = ["after begin", "after paste", "before enter", "after advance entered", "after advance delivered"];
      const only = life(
        stops.map((point) => freeze(point)),
        REAL,
      );
      for (const _ of stops) {
        await at(only);
        only.stepClock();
        only.thaw();
      }
      await waitFor("the first end", () => goals.all().some(({ status }) => status === "done"), 60_000);
      only.stepClock();
      await allEnded();
    },
  },
  {
    name: "the machine is suspended between the look and the paste, and the lease ends: it is typed once",
    agents: ["red", "green"],
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ goals, life, at, allEnded }) => {
      const only = life([freeze("after claim")], REAL);
      await at(only);
      goals.expire();
      only.stepClock();
      only.thaw();
      await allEnded();
    },
  },
];

export const FAULTS: readonly Story[] = [...agents, ...server, ...panes, ...stores, ...time];
