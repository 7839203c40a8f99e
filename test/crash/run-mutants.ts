import { bundleDaemon } from "./bundle.ts";
import { inParallel } from "./in-parallel.ts";
import { MUTANTS } from "./mutants.ts";
import type { Mutant } from "./mutants.ts";
import { play } from "./stage.ts";
import type { Story } from "./stage.ts";
import { STORIES } from "./stories/all.ts";

type Say = (line: string) => void;

/** The stories first with the protocol as it is, then with each mutant; true if all of those hold and none of these. */
export async function runMutants(words: string, towns: number, say: Say): Promise<boolean> {
  const mutants = MUTANTS.filter(({ name }) => name.includes(words));
  const stories = [...new Set(mutants.flatMap(storiesOf))];
  const sound = await bundleDaemon("daemon");
  const holds = await inParallel(stories, towns, async (story) => {
    const wrong = await play(story, sound);
    if (wrong.length > 0) say(`WRONG  without a mutant: ${story.name}\n       ${wrong.join("\n       ")}`);
    return wrong.length === 0;
  });
  say(`${holds.filter(Boolean).length} of ${holds.length} stories hold without a mutant`);
  const caught = await inParallel(mutants, towns, (mutant) => isCaught(mutant, say));
  say(`${caught.filter(Boolean).length} of ${caught.length} mutants caught`);
  return mutants.length > 0 && holds.every(Boolean) && caught.every(Boolean);
}

async function isCaught(mutant: Mutant, say: Say): Promise<boolean> {
  const bundle = await bundleDaemon(mutant.name.replaceAll(/[^a-z]+/gi, "-"), mutant.changes);
  for (const story of storiesOf(mutant)) {
    const [first] = await play(story, bundle);
    if (first === undefined) continue;
    say(`caught ${mutant.name}\n       by "${story.name}": ${first}`);
    return true;
  }
  say(`ALIVE  ${mutant.name}`);
  return false;
}

/** A mutant without its story proves nothing. */
function storiesOf(mutant: Mutant): readonly Story[] {
  const found = mutant.stories.flatMap((words) => STORIES.filter(({ name }) => name.startsWith(words)));
  if (found.length < mutant.stories.length) throw new Error(`${mutant.name}: a story is missing`);
  return found;
}
