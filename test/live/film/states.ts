// The film that every agent is put through: boot, dialogs, idle, typed, busy, approval, question, error, interrupt, exit.
import type { Driver } from "./driver.ts";
import { boot, interrupt, leave, turn } from "./moves.ts";

export async function statesFilm(driver: Driver): Promise<void> {
  const { kit } = driver;
  await boot(driver, false);
  await turn(driver, "Look around, please [[reason 2]] [[work 3]] [[stream 4]]");
  await turn(driver, "Touch a file, please [[work 4]] [[run sh slow.sh first]]", [
    { sub: "permission", shows: kit.approval.shows, keys: kit.approval.allow, goesOn: true },
  ]);
  if (kit.question) {
    const { before = [], after = [], shows, answer } = kit.question;
    if (before.length > 0) await driver.keys(...before);
    await turn(driver, "Ask me something, please [[work 5]] [[ask]]", [
      { sub: "question", shows, keys: answer, goesOn: true },
    ]);
    if (after.length > 0) await driver.keys(...after);
  }
  await turn(driver, "This one fails [[work 4]] [[error 400]]");
  await interrupt(driver, "This one is cut off [[stream 30]]");
  await leave(driver);
}
