// A few of the stories, the quick ones, and one in the gap between the two databases, which the short campaign may miss;
// all of them are npm run test:crash -- --stories.
import { beforeAll, describe, expect, it } from "vitest";
import { bundleDaemon } from "./bundle.ts";
import { play } from "./stage.ts";
import { STORIES } from "./stories/all.ts";

const QUICK = [
  "the agent is started anew",
  "the tmux server is killed in",
  "no file can grow",
  "killed between the ledger's end and the backlog's",
];

describe("no task is lost, none typed twice", () => {
  let bundle = "";
  beforeAll(async () => {
    bundle = await bundleDaemon("faults");
  }, 60_000);

  it.concurrent.each(QUICK)("%s …", { timeout: 240_000 }, async (words) => {
    const story = STORIES.find(({ name }) => name.startsWith(words));
    if (!story) throw new Error(`no story begins with ${words}`);
    expect(await play(story, bundle)).toEqual([]);
  });
});
