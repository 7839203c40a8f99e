import { tagId, tagLine } from "../../orchestrator/brief.ts";
import type { Run } from "../../orchestrator/runs/run.ts";
import { plainRows } from "../../agents/sgr.ts";
import type { Eyes } from "../delivery/sight.ts";

/** Rows and signs at most. */
const MOST_ROWS = 60;
const MOST_SIGNS = 6_000;

/** What stands on the agent's screen between our text and its composer: its last words, as far as they are in sight. */
export async function lastWords(run: Run, { eyes }: { readonly eyes: Eyes }): Promise<string | undefined> {
  const pane = eyes.pane(run.session);
  const sight = pane && (await eyes.see(run.session, pane));
  if (!sight || run.claim === undefined) return undefined;
  const rows = plainRows(sight.look.frame.rows);
  const words = between(rows, tagLine(tagId(run.task, run.claim)), sight.judgement.composer);
  const said = words.join("\n").trim();
  return said === "" ? undefined : [...said].slice(-MOST_SIGNS).join("");
}

/** The composer's first row is not known, but its last one and how many rows its text takes. */
function between(
  rows: readonly string[],
  tag: string,
  composer: { readonly row: number; readonly text: string } | undefined,
): readonly string[] {
  const end = composer === undefined ? rows.length : composer.row - composer.text.split("\n").length + 1;
  const above = rows.slice(0, Math.max(0, end));
  const start = above.findLastIndex((row) => row.includes(tag)) + 1;
  return above.slice(start).slice(-MOST_ROWS);
}
