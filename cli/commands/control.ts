import { param } from "../../server/client.ts";
import { show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface ControlOptions extends Common {
  readonly all?: boolean;
}

/** `drover pause SESSION`, `drover pause --all`, and resume. */
export async function control(
  what: "pause" | "resume",
  session: string | undefined,
  options: ControlOptions,
  io: Io,
): Promise<ExitCode> {
  if ((session === undefined) === (options.all !== true)) return refuse(io, `${what}: name a session, or say --all`);
  return withDrover({ ...options, create: true }, io, async (client) => {
    const answer =
      session === undefined
        ? await client.api[what].$post()
        : await client.api.sessions[":name"][what].$post({ param: { name: param(session) } });
    return show(answer, io, options.json, (body) =>
      io.out(`${body.paused ? "Paused" : "Resumed"} ${body.sessions.join(", ")}`),
    );
  });
}
