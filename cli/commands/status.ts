import { param } from "../../server/client.ts";
import type { Client } from "../../server/client.ts";
import type { ConfigWire } from "../../server/wire/config.ts";
import type { SessionWire } from "../../server/wire/session.ts";
import { show, take, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Common } from "../places.ts";
import { clip, oneLine, table } from "../table.ts";

/** `drover status [SESSION]` */
export function status(session: string | undefined, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client, watching) => {
    if (session !== undefined) {
      const answer = await client.api.sessions[":name"].$get({ param: { name: param(session) } });
      return show(answer, io, common.json, (body) => sessions([body], io));
    }
    const answer = await client.api.sessions.$get();
    const reviews = common.json ? 0 : await waitingReviews(client);
    return show(answer, io, common.json, (body) => {
      if (!watching) io.out("No daemon is running; this is what was last known. Start it with: drover up");
      sessions(body.sessions, io);
      if (watching) config(body.config, io);
      if (reviews > 0) io.out(clip(verdicts(reviews), io.columns));
    });
  });
}

const verdicts = (count: number): string =>
  `  ${count} ${count === 1 ? "task waits" : "tasks wait"} for your verdict: drover review list`;

async function waitingReviews(client: Client): Promise<number> {
  const answer = await take(await client.api.reviews.$get());
  return answer.kind === "problem" ? 0 : answer.body.count;
}

/** What of the config does not count, and why. */
function config({ refused, pending }: ConfigWire, io: Io): void {
  for (const line of refused) io.out(clip(oneLine(`  refused, the last good config goes on: ${line}`), io.columns));
  for (const line of pending) io.out(clip(oneLine(`  not yet: ${line}`), io.columns));
}

function sessions(list: readonly SessionWire[], io: Io): void {
  const rows = list.map((session) => [
    session.name,
    session.paused ? `${session.state} (paused)` : session.state,
    session.agent,
    `${session.tasks_completed} done, ${session.tasks_failed} failed`,
    session.current_task?.id ?? "-",
  ]);
  for (const line of table(["session", "state", "agent", "tasks", "now"], rows, io.columns)) io.out(line);
  for (const session of list) io.out(clip(oneLine(`  ${session.name}: ${session.because}`), io.columns));
}
