import type { Kit } from "../agents/kit.ts";
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
  if (film.trouble !== undefined) process.stdout.write(`${kit.id}: the film broke off: ${film.trouble}\n`);
  return steps.filter(({ ok }) => !ok).length + (film.trouble === undefined ? 0 : 1);
}
