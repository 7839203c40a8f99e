import { play } from "./stage.ts";
import type { Story } from "./stage.ts";
import { inParallel } from "./in-parallel.ts";

/** Plays the stories with these words in their names; true if all went as they must. */
export async function runStories(
  all: readonly Story[],
  bundle: string,
  words: string,
  towns: number,
  say: (line: string) => void,
): Promise<boolean> {
  const stories = all.filter(({ name }) => name.includes(words));
  const went = await inParallel(stories, towns, async (story: Story) => {
    const wrong = await play(story, bundle);
    say(wrong.length === 0 ? `ok     ${story.name}` : `WRONG  ${story.name}\n       ${wrong.join("\n       ")}`);
    return wrong.length === 0;
  });
  say(`${went.filter(Boolean).length} of ${went.length} stories went as they must`);
  return went.length > 0 && went.every(Boolean);
}
