import { rows } from "../agents/kit.ts";
import type { Driver } from "../film/driver.ts";
import { boot, compose, follow, leave, rest, submit, turn } from "../film/moves.ts";
import { allowed, compacting, resuming, sending } from "./common.ts";
import type { Scenes } from "./scene.ts";

export const QWEN: Scenes = [
  { name: "suggestion", play: suggestion },
  { name: "plan", args: "--approval-mode plan", play: plan },
  { name: "background", play: background },
  { name: "compact", play: compacting("/compress", rows(/[Cc]ompress/)) },
  { name: "resume", play: resuming("--resume", rows(/Resume|Remember this/)) },
  { name: "subagent", play: sending },
];

/** After a turn a guess of the next prompt stands in the composer; a key takes it as typed text. */
async function suggestion(driver: Driver): Promise<void> {
  const { truth, kit } = driver;
  await boot(driver, true);
  await turn(driver, "Say that all is well [[work 3]] [[stream 3]]");
  truth.is("idle", "suggestion", await driver.see("the suggestion", rows(/run the tests/)));
  await driver.hold();
  truth.changes(await driver.keys("Tab"));
  await driver.hold(1_000);
  truth.is("typed", "suggestion-taken");
  await driver.hold();
  truth.changes(await driver.keys(...kit.clear));
  await driver.hold(1_000);
  truth.is("idle", "cleared");
  await driver.hold();
  await leave(driver);
}

async function plan(driver: Driver): Promise<void> {
  await boot(driver, true);
  await turn(driver, "Make a plan, please [[work 3]] [[plan]] [[stream 4]]", [
    { sub: "plan", shows: rows(/Would you like to proceed|[›●❯] 1\. Yes/), keys: ["Enter"], goesOn: true },
  ]);
  await leave(driver);
}

async function background(driver: Driver): Promise<void> {
  await boot(driver, true);
  const text = "Leave it running, please [[work 3]] [[background sh slow.sh fifth]]";
  await compose(driver, text);
  await submit(driver);
  await follow(driver, text, [allowed(driver)]);
  await rest(driver, "background");
  await driver.hold(6_000);
  await leave(driver);
}
