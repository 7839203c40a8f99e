import { readEvents } from "../../server/read-events.ts";
import type { Client } from "../../server/client.ts";
import { show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface LogOptions extends Common {
  readonly lines?: number;
  readonly follow?: boolean;
}

/** `drover log [-n 50] [--follow]`: the work log; followed, each line as it is written (JSON: each entry of the journal). */
export function log(options: LogOptions, io: Io): Promise<ExitCode> {
  return withDrover({ ...options, create: false }, io, async (client, watching) => {
    if (options.follow && !watching) return refuse(io, "log --follow: no daemon is running; start it with: drover up");
    let seen = 0;
    const query = { limit: String(options.lines ?? 50) };
    const code = await show(await client.api.monitor["work-log"].$get({ query }), io, options.json, (body) => {
      body.entries.forEach((entry) => io.out(entry));
      seen = body.total_lines;
    });
    if (code !== 0 || !options.follow) return code;
    for await (const entry of readEvents(await client.api.events.$get({ query: {}, header: {} }))) {
      if (io.isUnread()) break;
      if (options.json) io.out(JSON.stringify(entry));
      else seen = await tellSince(seen, client, io);
    }
    return 0;
  });
}

/** Lines asked for at each event, and where more than those came at once. */
const FEW = 20;
const MOST = 10_000;

/** Writes what came after the first `seen` lines; answers how many there are now. One commit may write several. */
async function tellSince(seen: number, client: Client, io: Io): Promise<number> {
  const some = await latest(FEW, client);
  const { entries, total_lines: total } = some.total_lines - seen > FEW ? await latest(MOST, client) : some;
  if (total > seen) entries.slice(seen - total).forEach((entry) => io.out(entry));
  return Math.max(seen, total);
}

async function latest(limit: number, client: Client) {
  const answer = await client.api.monitor["work-log"].$get({ query: { limit: String(limit) } });
  return answer.ok ? answer.json() : { entries: [], count: 0, total_lines: 0 };
}
