// What a person does with an agent, and what comes of it, move by move; each says what is true from when on.
import { both, no, tail } from "../agents/kit.ts";
import type { Mark } from "../agents/kit.ts";
import type { Asked } from "../model/model.ts";
import { waitFor } from "../../support/wait.ts";
import { isAbout } from "./driver.ts";
import type { Driver } from "./driver.ts";

/** Starts the agent in its shell, answers what stands in the way, and waits for the composer. */
export async function boot(driver: Driver, trusted: boolean): Promise<void> {
  const { kit, truth } = driver;
  await driver.see("the shell", ({ text }) => text.endsWith("$"));
  await driver.hold();
  await driver.type(driver.command);
  truth.is("boot", undefined, await driver.keys("Enter"));
  for (const dialog of trusted ? [] : kit.dialogs) {
    truth.is("dialog", dialog.sub, await driver.see(dialog.name, dialog.shows));
    await driver.hold();
    truth.changes(await driver.keys(...dialog.keys));
  }
  const at = await driver.see("the composer", kit.ready, 120_000);
  truth.is("idle", "fresh", at);
  await driver.hold();
}

/** Puts text into the composer and leaves it there. */
export async function compose(driver: Driver, text: string): Promise<void> {
  driver.truth.changes(await driver.type(text));
  driver.truth.is("typed", undefined, await driver.see("the typed text", shows(text)));
  await driver.hold();
}

/** True where the beginning of the text stands on some row, whatever it was wrapped to. */
export const shows = (text: string): Mark => {
  const start = text.split("\n")[0]?.slice(0, 24) ?? "";
  return (shot) => shot.text.includes(start);
};

/** The same below the transcript. */
const inComposer =
  (text: string): Mark =>
  (shot) =>
    tail(shot, 7).includes(text.slice(0, 24));

/** Enter; a loaded machine shows seconds later what comes of it. */
export async function submit(driver: Driver): Promise<void> {
  const { truth, kit } = driver;
  truth.changes(await driver.keys("Enter"));
  truth.is("busy", "submitted", await driver.see("the turn", kit.busy));
}

/** What a person answers to what the agent asks during a turn; the keys of the menu, and what it is called. */
export interface Answer {
  /** Only for calls of this tool; else for the next call. */
  readonly to?: string;
  readonly sub: string;
  readonly shows: Mark;
  readonly keys: readonly string[];
  /** The turn goes on after it; else it ends the turn. */
  readonly goesOn: boolean;
}

export type Ending = "done" | "failed" | "denied";

/** Follows a turn by the requests that reach the model, and answers its menus in this order. */
export async function follow(driver: Driver, text: string, answers: readonly Answer[] = []): Promise<Ending> {
  const { truth } = driver;
  const left = [...answers];
  for (;;) {
    const request = await driver.asked(text);
    await answered(driver, request);
    const answer = isAsked(request, left[0]) ? left.shift() : undefined;
    if (answer) {
      const seen = await driver.see(`the ${answer.sub} menu`, answer.shows);
      truth.is("waiting", answer.sub, seen, request.endedAt);
      await driver.hold();
      const at = await driver.keys(...answer.keys);
      if (!answer.goesOn) return (truth.changes(at), "denied");
      truth.changes(at);
      truth.is("busy", "tool", await driver.see(`the ${answer.sub} menu closed`, no(answer.shows)));
    } else if (request.called !== undefined) truth.is("busy", "tool", request.endedAt);
    else if (request.status === undefined) return (truth.changes(request.endedAt), "done");
    else if (await gaveUp(driver, text, request)) return "failed";
  }
}

const isAsked = ({ called }: Asked, answer: Answer | undefined): boolean =>
  called !== undefined && (answer?.to === undefined || answer.to === called);

/** From the opening of a request to its last byte. */
async function answered({ truth, kit }: Driver, request: Asked): Promise<void> {
  truth.is("busy", "thinking", request.openedAt);
  const over = () => request.endedAt !== undefined || request.brokenAt !== undefined;
  await waitFor(`the answer to ${kit.id}`, () => request.spokeAt !== undefined || over(), 120_000);
  if (request.spokeAt !== undefined) truth.is("busy", "streaming", request.spokeAt);
  await waitFor(`the end of the answer to ${kit.id}`, over, 120_000);
}

/** An agent that asks once more does so within this time. ms */
const ASKS_AGAIN = 1_500;

/** After an error an agent asks once more, or says that it failed. */
async function gaveUp(driver: Driver, text: string, request: Asked): Promise<boolean> {
  const { truth, kit, model } = driver;
  truth.is("busy", "retry-wait", request.endedAt);
  const again = () => model.asked.slice(model.asked.indexOf(request) + 1).some((one) => isAbout(one, text));
  const at = await driver.see(
    "a failed turn",
    (shot) => again() || ((kit.failed(shot) || kit.limited?.(shot) === true) && kit.ready(shot)),
    120_000,
  );
  if (!again()) await driver.hold(ASKS_AGAIN);
  if (again()) return false;
  truth.changes(request.endedAt);
  truth.is(kit.limited?.(driver.camera.now()) === true ? "limited" : "idle", "after-error", at);
  return true;
}

/** No request for so long after the last one: the turn is over. ms */
const QUIET = 1_500;

/**
 * Waits until a request about this prompt was answered and, after it, nobody asks any more; the turn ended with the last
 * byte. For turns in which requests overlap (queues, subagents).
 */
export async function lastByte(driver: Driver, text: string): Promise<void> {
  const { model, truth, kit } = driver;
  const overAt = ({ endedAt, brokenAt }: Asked) => endedAt ?? brokenAt;
  const ended = await waitFor(
    `${kit.id} to be done`,
    () => {
      const asked = model.asked.filter(({ hidden }) => !hidden);
      const last = Math.max(0, ...asked.map((one) => overAt(one) ?? Infinity));
      const isAnswered = asked.some(
        (one) => isAbout(one, text) && one.endedAt !== undefined && one.called === undefined,
      );
      return isAnswered && Date.now() - last > QUIET ? last : undefined;
    },
    180_000,
  );
  driver.skip();
  truth.changes(ended);
}

/** Something that takes the keyboard, or stands in the composer without being a prompt. */
export interface Popup {
  readonly state: "dialog" | "typed" | "idle";
  readonly sub: string;
  /** Text to type; for a dialog Enter follows. Or keys. */
  readonly open: string | readonly string[];
  readonly close: readonly string[];
}

const PAINTED = 1_500;

export async function popup(driver: Driver, { state, sub, open, close }: Popup): Promise<void> {
  const { truth } = driver;
  truth.changes();
  await (typeof open === "string" ? driver.type(open) : driver.keys(...open));
  if (typeof open === "string" && state === "dialog") {
    await driver.hold(PAINTED / 2);
    await driver.keys("Enter");
  }
  await driver.hold(PAINTED);
  truth.is(state, sub);
  await driver.hold();
  truth.changes(await driver.keys(...close));
  await driver.hold(PAINTED);
  await rest(driver, `after-${sub}`);
}

/** Waits until the composer is ready again after a turn. */
export async function rest(driver: Driver, sub: string): Promise<void> {
  driver.truth.is("idle", sub, await driver.see("the composer", driver.kit.ready));
  await driver.hold();
}

/** A whole turn: typed, submitted, followed to its end, rested. */
export async function turn(driver: Driver, text: string, answers: readonly Answer[] = []): Promise<void> {
  await compose(driver, text);
  await submit(driver);
  const ending = await follow(driver, text, answers);
  if (ending === "failed") await driver.hold();
  else await rest(driver, ending === "done" ? "after-turn" : ending);
}

/** Submits, lets the answer stream, and cuts it off. */
export async function interrupt(driver: Driver, text: string): Promise<void> {
  const { truth, kit } = driver;
  await compose(driver, text);
  await submit(driver);
  const request = await driver.asked(text);
  truth.is("busy", "thinking", request.openedAt);
  await waitFor("the answer to begin", () => request.spokeAt !== undefined);
  truth.is("busy", "streaming", request.spokeAt);
  await driver.hold();
  truth.changes(await driver.keys(...kit.interrupt.keys));
  await waitFor(`${kit.id} to hang up`, () => request.brokenAt !== undefined);
  const at = await driver.see("the interruption", both(kit.interrupt.shows, kit.ready));
  await driver.hold(MAY_COME_BACK);
  if (inComposer(text)(driver.camera.now())) await takeBack(driver, at);
  else {
    truth.is("idle", "interrupted", at);
    await driver.hold();
  }
}

/** Some agents put a prompt that was cut off back into the composer, within this time. ms */
const MAY_COME_BACK = 1_000;

async function takeBack(driver: Driver, at: number): Promise<void> {
  driver.truth.is("typed", "came-back", at);
  await driver.hold();
  driver.truth.changes(await driver.keys(...driver.kit.clear));
  await rest(driver, "cleared");
}

export async function leave(driver: Driver): Promise<void> {
  const { truth, kit } = driver;
  truth.changes(await driver.type(kit.exit));
  await driver.see("the command to leave", shows(kit.exit));
  await driver.hold(600);
  truth.changes(await driver.keys("Enter"));
  truth.is("shell", "exited", await driver.see("the shell", ({ command }) => command === "sh"));
  await driver.hold();
}
