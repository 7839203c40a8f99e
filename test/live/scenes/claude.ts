import { no, rows, tail } from "../agents/kit.ts";
import type { Driver } from "../film/driver.ts";
import { boot, compose, follow, lastByte, leave, rest, submit, turn } from "../film/moves.ts";
import { waitFor } from "../../support/wait.ts";
import { allowed, compacting, resuming } from "./common.ts";
import type { Scenes } from "./scene.ts";

/** Limits with a time are for those who log in, not for keys. */
const SUBSCRIBED = { ANTHROPIC_API_KEY: "", CLAUDE_CODE_OAUTH_TOKEN: "sk-ant-oat01-dummy-dummy-dummy-dummy" };

export const CLAUDE: Scenes = [
  { name: "plan", play: plan },
  { name: "background", play: background },
  { name: "subagent", play: subagent },
  { name: "compact", play: compacting("/compact", rows(/[Cc]ompacted/)) },
  { name: "resume", play: resuming("--resume", rows(/Resume/, /Remember this/)) },
  { name: "limit-plan", env: SUBSCRIBED, play: usedUp("One task too many [[work 2]] [[limit five_hour 7200]]") },
  { name: "limit-week", env: SUBSCRIBED, play: usedUp("A task too many [[work 2]] [[limit seven_day 260000]]") },
  { name: "limit-soon", env: SUBSCRIBED, play: soonOver },
  { name: "classic", env: { CLAUDE_CODE_NO_FLICKER: "0" }, play: classic },
];

/** Plan mode: the plan is shown and asks for leave. */
async function plan(driver: Driver): Promise<void> {
  await boot(driver, true);
  driver.truth.changes(await driver.keys("BTab", "BTab"));
  driver.truth.is("idle", "plan-mode", await driver.see("plan mode", rows(/plan mode on/)));
  await driver.hold();
  await turn(driver, "Make a plan, please [[work 3]] [[edit PLAN]] [[plan]] [[stream 4]]", [
    {
      sub: "plan",
      to: "ExitPlanMode",
      shows: rows(/ready to (code|execute)|Would you like to proceed|❯ 1\. Yes/i),
      keys: ["Enter"],
      goesOn: true,
    },
  ]);
  await leave(driver);
}

/** A command that outlives its turn; when it ends, the agent wakes by itself. */
async function background(driver: Driver): Promise<void> {
  const { truth, model } = driver;
  await boot(driver, true);
  const text = "Leave it running, please [[work 3]] [[background sleep 20; touch fifth]]";
  await compose(driver, text);
  await submit(driver);
  await follow(driver, text, [allowed(driver)]);
  await rest(driver, "background");
  const before = model.asked.length;
  await waitFor("it to wake", () => model.asked.slice(before).some(({ hidden }) => !hidden), 90_000);
  truth.is("busy", "woke-itself", model.asked.slice(before).find(({ hidden }) => !hidden)?.openedAt);
  await lastByte(driver, text);
  await rest(driver, "after-wake");
  await leave(driver);
}

/** One that is sent away works on when the turn is over: the title goes on spinning, and the agent wakes by itself. */
async function subagent(driver: Driver): Promise<void> {
  const { truth, model } = driver;
  await boot(driver, true);
  const text = "Send somebody, please [[work 2]] [[agent Look around {work 25}]] [[stream 3]]";
  await compose(driver, text);
  await submit(driver);
  await follow(driver, text);
  truth.is("busy", "background", await driver.see("the one who was sent", rows(/background agent/)));
  await driver.hold();
  const sent = () => model.asked.find(({ prompt }) => prompt.includes("[[work 25]]"))?.endedAt;
  truth.changes(await waitFor("the one who was sent to be back", sent, 90_000));
  truth.is("busy", "woke-itself", await driver.see("it to wake", rows(/Agent .* finished/)));
  await lastByte(driver, text);
  await rest(driver, "after-subagent");
  await leave(driver);
}

/** The renderer that keeps to the main screen. */
async function classic(driver: Driver): Promise<void> {
  const { kit } = driver;
  await boot(driver, true);
  await turn(driver, "Look around, please [[reason 2]] [[work 3]] [[stream 4]]");
  await turn(driver, "Touch a file, please [[work 3]] [[run sh slow.sh sixth]]", [allowed(driver)]);
  if (kit.question)
    await turn(driver, "Ask me, please [[work 3]] [[ask]]", [
      { sub: "question", shows: kit.question.shows, keys: kit.question.answer, goesOn: true },
    ]);
  await driver.see(
    "no menu",
    no((shot) => /Enter to select/.test(tail(shot, 3))),
  );
  await leave(driver);
}

function usedUp(text: string) {
  return async (driver: Driver): Promise<void> => {
    await boot(driver, true);
    await turn(driver, text);
    await driver.hold(6_000);
    await leave(driver);
  };
}

/** The limit ends while one looks; the agent goes on by itself. */
async function soonOver(driver: Driver): Promise<void> {
  const { truth, model } = driver;
  await boot(driver, true);
  const text = "One task too soon [[work 4]] [[limit five_hour 45]] [[stream 4]]";
  await turn(driver, text);
  const again = () => model.asked.filter((one) => !one.hidden && one.openedAt > failedAt)[0];
  const failedAt = model.asked.findLast(({ status }) => status === 429)?.endedAt ?? 0;
  const request = await waitFor("it to go on", again, 150_000);
  truth.is("busy", "went-on", request.openedAt);
  await waitFor("the answer", () => request.endedAt !== undefined, 60_000);
  driver.skip();
  truth.changes(request.endedAt);
  await rest(driver, "after-limit");
  await leave(driver);
}
