// A few of the stories of faults, the quick ones; all of them are npm run test:faults.
import { beforeAll, describe, expect, it } from "vitest";
import { bundleDaemon } from "./bundle.ts";
import { play } from "./stage.ts";
import { FAULTS } from "./stories/faults.ts";

const QUICK = ["the agent is started anew", "the tmux server is killed in", "no file can grow"];

describe("no task is lost, none typed twice", () => {
  let bundle = "";
  beforeAll(async () => {
    bundle = await bundleDaemon("faults");
  }, 60_000);

  it.concurrent.each(QUICK)("%s …", { timeout: 240_000 }, async (words) => {
    const story = FAULTS.find(({ name }) => name.startsWith(words));
    if (!story) throw new Error(`no story begins with ${words}`);
    expect(await play(story, bundle)).toEqual([]);
  });
});
