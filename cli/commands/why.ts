import { z } from "zod";
import { param } from "../../server/client.ts";
import type { Client } from "../../server/client.ts";
import type { SessionWhyWire } from "../../server/wire/why.ts";
import { show, trouble, withDrover } from "../ask.ts";
import { localTime } from "../compose/local-time.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";
import { sessionLines } from "../why/session-lines.ts";
import { taskLines } from "../why/task-lines.ts";

export interface WhyOptions extends Common {
  readonly screen?: boolean;
}

/** `drover why TASK or SESSION`; of two that are named alike the session is meant. */
export function why(name: string, options: WhyOptions, io: Io): Promise<ExitCode> {
  return withDrover({ ...options, create: false }, io, async (client) => {
    const session = await client.api.sessions[":name"].why.$get({ param: { name: param(name) } });
    if (session.ok) return ofSession(await session.json(), client, options, io);
    const text = await session.text();
    if (session.status !== 404) return trouble(text, session.status, io);
    const task = await client.api.tasks[":id"].why.$get({ param: { id: param(name) } });
    if (task.status === 404) return neither(name, text, io);
    return show(task, io, options.json, (body) => {
      for (const line of taskLines(body, (iso) => localTime(Date.parse(iso)))) io.out(line);
    });
  });
}

const known = z.object({ known: z.array(z.string()).default([]) });

function neither(name: string, problem: string, io: Io): ExitCode {
  const sessions = known.parse(JSON.parse(problem)).known;
  const there = sessions.length === 0 ? "no session is configured" : `sessions: ${sessions.join(", ")}`;
  return refuse(io, `no session and no task ${JSON.stringify(name)}; ${there}; drover tasks list shows the tasks`);
}

async function ofSession(body: SessionWhyWire, client: Client, options: WhyOptions, io: Io): Promise<ExitCode> {
  const hash = body.session.evidence?.screen;
  const kept = options.screen && hash ? await keptScreen(hash, client) : null;
  if (options.json) {
    io.out(JSON.stringify(options.screen ? { ...body, kept } : body));
    return 0;
  }
  for (const line of sessionLines(body, Date.now())) io.out(line);
  if (!options.screen) return 0;
  if (kept)
    screen(
      `When the verdict changed, ${localTime(Date.parse(kept.at))}, screen ${kept.hash.slice(0, 12)}`,
      kept.rows,
      io,
    );
  else io.out("No screen is kept of when the verdict changed.");
  if (body.now) {
    const { title, cursor, rows } = body.now.screen;
    screen(`Now, title ${JSON.stringify(title)}, caret in row ${cursor.y + 1}, column ${cursor.x + 1}`, rows, io);
  }
  return 0;
}

/** Null where it is kept no more. */
async function keptScreen(hash: string, client: Client) {
  const answer = await client.api.screens[":hash"].$get({ param: { hash: param(hash) } });
  return answer.ok ? answer.json() : null;
}

function screen(head: string, rows: readonly string[], io: Io): void {
  io.out("");
  io.out(`${head}:`);
  rows.forEach((row, at) => io.out(`${String(at + 1).padStart(3)} ${row}`.trimEnd()));
}
