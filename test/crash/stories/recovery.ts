// A story for each row of the recovery table: the daemon is killed there, and another must bring it to its end.
import { waitFor } from "../../support/wait.ts";
import {
  asked,
  busyAtFirst,
  closeDialog,
  draft,
  goOn,
  killedWhileItTypes,
  loseLedger,
  restart,
  stall,
} from "../acts.ts";
import { freeze, kill } from "../stage.ts";
import type { Story } from "../stage.ts";

export const TASK = "Tidy up the attic";
/** It asks the moment it is begun: an Enter too many would be its answer. */
export const ASKS = "Sell the house [[approve]]";
/** Patience that ends soon. */
const IMPATIENT = 12;

/** Killed there, started again, ends well. */
const killedAt = (name: string, ...points: readonly string[]): Story => ({
  name: `killed ${name}`,
  tasks: [TASK],
  ends: { done: 1 },
  play: async ({ life, at, allEnded }) => {
    for (const point of points) await at(life([kill(point)]));
    life();
    await allEnded();
  },
});

/** The same with a turn that no loaded machine misses: an end that was not seen goes another way. */
const killedAtASeenEnd = (name: string, point: string): Story => ({
  ...killedAt(name, point),
  options: ["--work", "2000"],
});

/** Killed there although the Enter before it was lost without a trace: a person must judge. */
const killedInDoubtAt = (name: string, point: string): Story => ({
  name: `killed ${name}`,
  options: ["--swallow", "silent"],
  tasks: [TASK],
  ends: { unsure: 1 },
  play: async ({ life, at, allEnded }) => {
    await at(life([kill(point)], IMPATIENT));
    life([], IMPATIENT);
    await allEnded();
  },
});

const claiming: readonly Story[] = [
  killedAt("when it was about to ask: it asks again", "after commit ask"),
  killedAt("between the backlog's claim and the ledger's: it gets the same task again", "after claim"),
  {
    name: "a claim of ours that the ledger does not know is given back",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, at, allEnded }) => {
      await at(life([kill("after claim")]));
      loseLedger(town);
      life();
      await allEnded();
    },
  },
  {
    name: "a text under way that the ledger does not know is a person's to judge",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ town, life, at, allEnded }) => {
      await at(life([kill("after paste")]));
      loseLedger(town);
      life();
      await allEnded();
    },
  },
];

const assigned: readonly Story[] = [
  killedAt("when the task was assigned: it looks again", "after commit deliver"),
  killedAt("when the text lay in the spool: it looks again", "after spool"),
  killedAt("when it may type and the ledger does not say so yet: it may again", "after begin"),
];

const pasting: readonly Story[] = [
  killedAt("before the paste: the tombstone wins, the task is given anew", "before paste"),
  killedAt("when the tombstone stood", "before paste", "after mark void"),
  killedAt("when it wrote down that it gives back", "before paste", "after commit release"),
  killedAt("when the backlog had it back", "before paste", "after release"),
  killedAt("after the paste: the mark says so, it goes on", "after paste"),
  {
    name: "a paste that outlives its daemon finds the tombstone, though the task went elsewhere meanwhile",
    agents: ["red", "green"],
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, red, life, allEnded }) => {
      const green = await busyAtFirst(town);
      const first = life();
      await killedWhileItTypes(first, town);
      // A draft, so that green is fed; cleared, it leaves the caret where the late child expects it.
      const clear = await draft(red, town);
      await closeDialog(green, town);
      life();
      await allEnded();
      await clear();
      town.letGo(first.number);
      await town.idle(first.number);
    },
  },
  {
    name: "a paste that never arrives is given anew",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, allEnded }) => {
      const first = life();
      await killedWhileItTypes(first, town);
      life();
      await allEnded();
    },
  },
  {
    name: "a paste that is not answered in time is ended, and given anew",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, life, at, allEnded }) => {
      const only = life([freeze("after mark void")]);
      town.hold(only.number);
      await at(only);
      town.letGo(only.number);
      only.thaw();
      await allEnded();
    },
  },
  {
    name: "pane and agent are others of the same name after the paste: a person must judge",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      await at(life([kill("after paste")]));
      await town.again(red);
      life();
      await allEnded();
    },
  },
  {
    name: "somebody else's mark stands where the paste was to be: a person must judge",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      await at(life([kill("before paste")]));
      town.tmux.run("set-option", "-p", "-t", red.pane, "@drover_task", "c-other:closed");
      life();
      await allEnded();
    },
  },
];

const pasted: readonly Story[] = [
  killedAt("when the paste was written down: it goes on", "after advance pasted"),
  {
    name: "the agent has not read the paste yet: it is waited for, not typed again, here or elsewhere",
    agents: ["red", "green"],
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const green = await busyAtFirst(town);
      const first = life([freeze("before paste"), kill("after paste")]);
      await at(first);
      stall(red);
      first.thaw();
      await at(first);
      await closeDialog(green, town);
      const second = life([freeze("after advance pasted")]);
      await at(second);
      goOn(red);
      second.thaw();
      await allEnded();
    },
  },
  {
    name: "the agent never reads the paste: a person must judge",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ red, life, at, allEnded }) => {
      const first = life([freeze("before paste"), kill("after paste")], IMPATIENT);
      await at(first);
      stall(red);
      first.thaw();
      await at(first);
      life([], IMPATIENT);
      await allEnded();
      goOn(red);
      await waitFor("the late reading", () => red.log().some(({ ev }) => ev === "paste"));
    },
  },
  {
    name: "a person pressed Enter on our text: it is not pressed again",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const person = await town.person(red.name);
      const first = life([freeze("before enter")], IMPATIENT);
      await at(first);
      person.press("Enter");
      await waitFor("the turn", () => red.log().some(({ ev }) => ev === "submit"));
      first.thaw();
      await allEnded();
    },
  },
];

const entering: readonly Story[] = [
  killedAt("before Enter: the mark lets it through", "before enter"),
  killedAt("after Enter: the mark lets no other through", "after enter"),
  killedAt("while Enter is on its way", "during enter"),
  {
    name: "an Enter that outlives its daemon finds that another was pressed",
    tasks: [ASKS],
    ends: { done: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const first = life([freeze("before enter")]);
      await at(first);
      stall(red);
      town.hold(first.number);
      first.thaw();
      await killedWhileItTypes(first, town);
      const second = life([freeze("after enter")]);
      await at(second);
      town.letGo(first.number);
      await town.idle(first.number);
      goOn(red);
      await asked(red);
      second.thaw();
      await closeDialog(red, town);
      await allEnded();
    },
  },
  {
    name: "another pane of the same name is there after an Enter that nobody read: a person must judge",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const first = life([freeze("before enter"), kill("after advance entered")]);
      await at(first);
      stall(red);
      first.thaw();
      await at(first);
      await town.again(red);
      life();
      await allEnded();
    },
  },
  {
    name: "the agent was restarted with our Enter unread: a person must judge",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ red, life, at, allEnded }) => {
      const first = life([freeze("before enter"), kill("after enter")]);
      await at(first);
      stall(red);
      first.thaw();
      await at(first);
      await restart(red);
      life();
      await allEnded();
    },
  },
];

const entered: readonly Story[] = [
  killedAt("before the proof: it waits for it", "after advance entered"),
  killedInDoubtAt("before the proof, and the text stands without a trace of Enter", "after advance entered"),
  killedInDoubtAt("when the doubt was written down", "after commit doubt"),
  killedInDoubtAt("when the backlog knew of the doubt", "after complete unsure"),
  {
    name: "a person cleared the text after an Enter that was lost: that is no proof",
    options: ["--swallow", "silent"],
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const person = await town.person(red.name);
      await at(life([kill("after advance entered")]));
      person.press("C-c");
      await waitFor("the cleared composer", () => town.tmux.screen(red.pane).includes("demo> Ask me anything"));
      life();
      await allEnded();
    },
  },
];

const ending: readonly Story[] = [
  killedAt("after the proof", "after advance delivered"),
  killedAt("when the proof was told", "after commit delivered"),
  killedAt("between done and its commit", "before commit complete"),
  killedAt("when the end was written down", "after commit complete"),
  killedAtASeenEnd("between the ledger's end and the backlog's", "before complete done"),
  killedAtASeenEnd("when the backlog knew of the end", "after complete done"),
  killedAt("when the mark was closed", "after mark closed"),
];

export const RECOVERY: readonly Story[] = [
  ...claiming,
  ...assigned,
  ...pasting,
  ...pasted,
  ...entering,
  ...entered,
  ...ending,
];
