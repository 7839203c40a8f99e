// Scenes that need no knowledge of the agent beyond its kit.
import type { Mark } from "../agents/kit.ts";
import type { Driver } from "../film/driver.ts";
import type { Answer } from "../film/moves.ts";
import { boot, compose, follow, lastByte, leave, rest, submit, turn } from "../film/moves.ts";
import { statesFilm } from "../film/states.ts";
import { waitFor } from "../../support/wait.ts";
import type { Scenes } from "./scene.ts";

export const COMMON: Scenes = [
  { name: "states", untrusted: true, play: statesFilm },
  { name: "states-light", untrusted: true, theme: "light", play: statesFilm },
  { name: "work", play: work },
  { name: "deny", play: deny },
  { name: "edit", play: edit },
  { name: "queue", play: queue },
  { name: "draft", play: draft },
  { name: "retry", play: retry },
  { name: "limit", play: limit },
  { name: "crash", play: crash },
  { name: "resize", play: resize },
];

export const allowed = ({ kit }: Driver): Answer => ({
  sub: "permission",
  shows: kit.approval.shows,
  keys: kit.approval.allow,
  goesOn: true,
});

/** Two turns that scroll, one of them with a command. */
async function work(driver: Driver): Promise<void> {
  await boot(driver, true);
  await turn(driver, "Write a lot, please [[work 3]] [[long 70]]");
  await turn(driver, "Touch one more, please [[work 3]] [[run sh slow.sh second]] [[stream 5]]", [allowed(driver)]);
  await leave(driver);
}

async function deny(driver: Driver): Promise<void> {
  const { kit } = driver;
  await boot(driver, true);
  await turn(driver, "Touch nothing, please [[work 3]] [[run sh slow.sh third]]", [
    { ...allowed(driver), keys: kit.approval.deny, goesOn: false },
  ]);
  await turn(driver, "Say that all is well [[work 3]] [[stream 3]]");
  await leave(driver);
}

async function edit(driver: Driver): Promise<void> {
  const { kit } = driver;
  await boot(driver, true);
  await turn(driver, "Write a file, please [[work 3]] [[edit notes.md]]", [
    { ...allowed(driver), shows: kit.edit ?? kit.approval.shows },
  ]);
  await leave(driver);
}

/** A second prompt while the first one runs. */
async function queue(driver: Driver): Promise<void> {
  const { truth, kit } = driver;
  await boot(driver, true);
  await compose(driver, "The first of two [[work 8]] [[stream 6]]");
  await submit(driver);
  await driver.see("the turn", kit.busy);
  await driver.hold();
  const second = "The second of two [[work 4]]";
  truth.is("busy", "typing", await driver.type(second));
  await driver.hold();
  truth.is("busy", "queued", await driver.keys("Enter"));
  await lastByte(driver, second);
  await rest(driver, "after-queue");
  await leave(driver);
}

/** Text that a person left in the composer, of one line, of several, and pasted. */
async function draft(driver: Driver): Promise<void> {
  const { truth, kit } = driver;
  await boot(driver, true);
  for (const text of ["a thought not finished", "first line\nsecond line\n\nfourth line", lines(30)]) {
    truth.changes(await driver.paste(text));
    await driver.hold(1_500);
    truth.is("typed", text.includes("\n") ? "several-lines" : "one-line");
    await driver.hold();
    truth.changes(await driver.keys(...clearAll(kit.clear, text)));
    await driver.hold(1_000);
    truth.is("idle", "cleared");
    await driver.hold();
  }
  await leave(driver);
}

const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `line ${at + 1} of a long draft`).join("\n");

/** Line editors clear a line at a time. */
const clearAll = (keys: readonly string[], text: string): readonly string[] =>
  text.split("\n").flatMap((_, at) => (at === 0 ? keys : [...keys, "BSpace", ...keys]));

/** Errors that pass: the agent tries again by itself. */
async function retry(driver: Driver): Promise<void> {
  await boot(driver, true);
  await turn(driver, "Try it again, please [[work 2]] [[error 500 2]]");
  await turn(driver, "Wait for your turn, please [[work 2]] [[error 429 2]]");
  await leave(driver);
}

/** The plan is used up for hours. */
async function limit(driver: Driver): Promise<void> {
  await boot(driver, true);
  await turn(driver, "One task too many [[work 2]] [[limit five_hour 7200]]");
  await leave(driver);
}

/** The agent dies in the middle of an answer; its last screen stays. */
async function crash(driver: Driver): Promise<void> {
  const { truth, kit } = driver;
  await boot(driver, true);
  await compose(driver, "Never finished [[work 2]] [[stream 40]]");
  await submit(driver);
  await driver.see("the turn", kit.busy);
  await driver.hold(5_000);
  truth.changes();
  await driver.kill();
  truth.is("shell", "crashed", await driver.see("the shell", ({ command }) => command === "sh"));
  await driver.hold();
}

/** Somebody else's terminal: narrower, wider, while it works and while it waits. */
async function resize(driver: Driver): Promise<void> {
  await boot(driver, true);
  const text = "Work on, please [[work 12]] [[run sh slow.sh fourth]]";
  await compose(driver, text);
  await submit(driver);
  const answer = { ...allowed(driver) };
  const following = follow(driver, text, [answer]);
  for (const [cols, rows] of [
    [70, 20],
    [160, 45],
    [100, 30],
  ] as const) {
    await driver.hold(2_500);
    await driver.resize(cols, rows);
  }
  const ending = await following;
  await rest(driver, ending === "done" ? "after-turn" : ending);
  await driver.resize(80, 24);
  await driver.hold();
  await leave(driver);
}

/** Shortens the conversation by this command. */
export const compacting =
  (command: string, done: Mark) =>
  async (driver: Driver): Promise<void> => {
    const { truth, model, kit } = driver;
    await boot(driver, true);
    await turn(driver, "Say something long, please [[work 1]] [[long 20]]");
    truth.changes(await driver.type(command));
    await driver.hold(700);
    const before = model.asked.length;
    await driver.keys("Enter");
    truth.is("busy", "compacting", await driver.see("it to begin", kit.busy));
    const summary = () => model.asked.slice(before).find(({ endedAt }) => endedAt !== undefined);
    truth.changes((await waitFor("the summary", summary, 60_000)).endedAt);
    driver.skip();
    await driver.see("the end of it", done);
    await rest(driver, "after-compact");
    await leave(driver);
  };

/** Leaves, and comes back by the picker of old conversations. */
export const resuming =
  (args: string, picker: Mark) =>
  async (driver: Driver): Promise<void> => {
    const { truth, kit, command } = driver;
    await boot(driver, true);
    await turn(driver, "Remember this, please [[work 2]]");
    await leave(driver);
    await driver.type(`${command} ${args}`);
    truth.is("boot", "resuming", await driver.keys("Enter"));
    truth.is("dialog", "resume-picker", await driver.see("the picker", picker));
    await driver.hold();
    truth.changes(await driver.keys("Enter"));
    await driver.hold(1_500);
    truth.is("idle", "resumed", await driver.see("the composer", kit.ready));
    await driver.hold();
    await turn(driver, "And go on, please [[work 3]] [[stream 3]]");
    await leave(driver);
  };

/** Somebody else is sent to do it, and is waited for. */
export async function sending(driver: Driver): Promise<void> {
  await boot(driver, true);
  const text = "Send somebody, please [[work 2]] [[agent Look around {work 12}]] [[stream 3]]";
  await compose(driver, text);
  await submit(driver);
  await lastByte(driver, text);
  await rest(driver, "after-subagent");
  await leave(driver);
}
