import type { Kit } from "../agents/kit.ts";
import type { Shot } from "../stage/camera.ts";
import { judge } from "./judge.ts";
import { statesFilm } from "./states.ts";
import { shoot } from "./studio.ts";
import { tableOf } from "./table.ts";

/** Films all states of one agent, prints the table, answers how many steps were wrong. */
export async function filmOf(kit: Kit, bin: string): Promise<number> {
  const film = await shoot({
    kit,
    bin,
    size: { cols: 120, rows: 40 },
    trusted: false,
    watched: true,
    scene: statesFilm,
  });
  const steps = judge(film.spans, film.beliefs);
  process.stdout.write(`${tableOf(kit.id, steps)}\n`);
  for (const { from, to, ok } of steps) if (!ok) process.stdout.write(`${shownIn(film.shots, from, to)}\n`);
  if (film.trouble !== undefined) process.stdout.write(`${kit.id}: the film broke off: ${film.trouble}\n`);
  return steps.filter(({ ok }) => !ok).length + (film.trouble === undefined ? 0 : 1);
}

/** The last screen of a step that was judged wrongly, as it was painted, its empty rows left out. */
function shownIn(shots: readonly Shot[], from: number, to: number): string {
  const last = shots.findLast(({ at }) => at >= from && at < to) ?? shots.findLast(({ at }) => at < to);
  const rows = (last?.ansi ?? "").split("\n").filter((row) => row.trim() !== "");
  return [`shown ${seconds(to - from)} s after its beginning:`, ...rows.slice(-12)]
    .map((row) => `    ${row}`)
    .join("\n");
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
