// Stories in which the world, not a crash, tries to make drover type where it does harm.
import { setTimeout as pause } from "node:timers/promises";
import { waitFor } from "../../support/wait.ts";
import { asked, busyAtFirst, closeDialog, draft, goOn, openDialog, restart, shows, stall, vanish } from "../acts.ts";
import { freeze, kill } from "../stage.ts";
import type { Story } from "../stage.ts";
import { ASKS, TASK } from "./recovery.ts";

const IMPATIENT = 12;
const AFTER_LOSS: ReadonlySet<string> = new Set(["pending", "quarantined"]);

export const WORLD: readonly Story[] = [
  {
    name: "nothing happens: it is typed once, and done",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ life, allEnded }) => {
      life();
      await allEnded();
    },
  },
  {
    name: "a claim that somebody else took over types nothing",
    agents: ["red", "green"],
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, goals, life, at, allEnded }) => {
      const green = await busyAtFirst(town);
      const only = life([freeze("after commit deliver"), freeze("after begin")]);
      await at(only);
      goals.expire();
      await closeDialog(green, town);
      only.thaw();
      await at(only);
      only.thaw();
      await allEnded();
      await pause(500);
    },
  },
  {
    name: "a draft stands in the composer: nothing is typed behind it",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, red, life, at, said, allEnded }) => {
      const only = life([freeze("after commit deliver")]);
      await at(only);
      const clear = await draft(red, town);
      only.thaw();
      await said("a draft stands in the composer");
      await clear();
      await allEnded();
    },
  },
  {
    name: "a dialog opens between the look and the paste: it is not typed into",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const only = life([freeze("before paste"), freeze("after paste")]);
      await at(only);
      await openDialog(red);
      only.thaw();
      await at(only);
      await closeDialog(red, town);
      only.thaw();
      await allEnded();
    },
  },
  {
    name: "a dialog opens between the look and Enter: it is not answered",
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const only = life([freeze("before enter"), freeze("after enter")]);
      await at(only);
      await openDialog(red);
      only.thaw();
      await at(only);
      await closeDialog(red, town);
      only.thaw();
      await allEnded();
    },
  },
  {
    name: "a person types behind our text: it is not sent with his words",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const person = await town.person(red.name);
      const only = life([freeze("before enter")], IMPATIENT);
      await at(only);
      person.type("xyz");
      await shows(red, town, "xyz");
      only.thaw();
      await allEnded();
    },
  },
  {
    name: "the agent is late: Enter is not pressed again because the text still stands",
    tasks: [ASKS],
    ends: { done: 1 },
    play: async ({ town, red, life, at, looks, allEnded }) => {
      // Half as fast as else: a loaded machine's looks must not use up the patience.
      const only = life([freeze("before enter"), freeze("after advance entered")], 2);
      await at(only);
      stall(red);
      only.thaw();
      await at(only);
      only.thaw();
      // Longer than a swallowed Enter must have stood: a look and a sweep each 500 ms.
      await looks(only, 28);
      goOn(red);
      await asked(red);
      await closeDialog(red, town);
      await allEnded();
    },
  },
  {
    name: "killed after an Enter that the agent has not read: it is not pressed blindly",
    tasks: [ASKS],
    ends: { done: 1 },
    play: async ({ town, red, life, at, allEnded }) => {
      const first = life([freeze("before enter"), kill("after enter")]);
      await at(first);
      stall(red);
      first.thaw();
      await at(first);
      await at(life([kill("after advance entered")]));
      goOn(red);
      await asked(red);
      life();
      await pause(500);
      await closeDialog(red, town);
      await allEnded();
    },
  },
  {
    name: "an Enter that became a new line is pressed once more",
    options: ["--swallow", "trace"],
    tasks: [TASK],
    ends: { done: 1 },
    play: async ({ life, allEnded }) => {
      life();
      await allEnded();
    },
  },
  {
    name: "three agents vanish over a task without a word: it is quarantined with the evidence",
    options: ["--work", "600000"],
    tasks: [TASK],
    tries: 3,
    ends: { quarantined: 1 },
    play: async ({ goals, red, life }) => {
      life();
      for (let tries = 1; tries <= 3; tries += 1) {
        await waitFor("the turn", () => red.log().filter(({ ev }) => ev === "submit").length === tries, 120_000);
        // Before the proof it would be a doubt.
        await waitFor("its proof", () => goals.all().every(({ status }) => status === "working"), 120_000);
        const comeBack = vanish(red);
        await waitFor("the loss", () => goals.all().every(({ status }) => AFTER_LOSS.has(status)), 120_000);
        comeBack();
        goals.hurry();
      }
    },
  },
  {
    name: "the agent dies with the text unread: that is not done",
    tasks: [TASK],
    ends: { unsure: 1 },
    play: async ({ red, life, at, allEnded }) => {
      const only = life([freeze("before paste"), freeze("after advance pasted")]);
      await at(only);
      stall(red);
      only.thaw();
      await at(only);
      await restart(red);
      only.thaw();
      await allEnded();
    },
  },
];
