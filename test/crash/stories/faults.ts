// Faults while it runs: of tmux, of panes, of agents, of the clock; those of files stand in store-faults.ts. No task is
// lost, none typed twice.
import { waitFor } from "../../support/wait.ts";
import { restart, shows, vanish } from "../acts.ts";
import { freeze } from "../stage.ts";
import type { Stage, Story } from "../stage.ts";
import type { Town, TownAgent } from "../town.ts";
import { TASK } from "./recovery.ts";
import { STORE_FAULTS } from "./store-faults.ts";

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

export const FAULTS: readonly Story[] = [...agents, ...server, ...panes, ...STORE_FAULTS, ...time];
