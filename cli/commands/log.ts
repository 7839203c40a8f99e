import { readEvents } from "../../server/read-events.ts";
import { show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface LogOptions extends Common {
  readonly lines?: number;
  readonly follow?: boolean;
}

/** `drover log [-n 50] [--follow]`: the work log; followed, each line as it is written. */
export function log(options: LogOptions, io: Io): Promise<ExitCode> {
  return withDrover({ ...options, create: false }, io, async (client, watching) => {
    const query = { limit: String(options.lines ?? 50) };
    const code = await show(await client.api.monitor["work-log"].$get({ query }), io, options.json, (body) => {
      body.entries.forEach((entry) => io.out(entry));
    });
    if (code !== 0 || options.follow !== true) return code;
    if (!watching) return refuse(io, "log --follow: no daemon is running; start it with: drover up");
    for await (const entry of readEvents(await client.api.events.$get({ query: {}, header: {} }))) {
      if (io.isUnread()) break;
      if (options.json) io.out(JSON.stringify(entry));
      else if (isWork(entry.kind, entry.type)) await latest(client, io);
    }
    return 0;
  });

  async function latest(client: Parameters<Parameters<typeof withDrover>[2]>[0], to: Io): Promise<void> {
    await show(await client.api.monitor["work-log"].$get({ query: { limit: "1" } }), to, false, (body) => {
      body.entries.forEach((entry) => to.out(entry));
    });
  }
}

/** Entries that make a line of the work log. */
const isWork = (kind: string, type: string): boolean =>
  (kind === "event" && (type === "delivered" || type === "pause" || type === "resume")) ||
  (kind === "delivery" && (type === "closed" || type === "held"));
