import { show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Common } from "../places.ts";

/** `drover done [TASK]` and `drover fail [TASK]`. Without a task, inside a pane: what that pane's session holds. */
export function report(
  outcome: "done" | "failed",
  task: string | undefined,
  text: string | undefined,
  common: Common,
  io: Io,
): Promise<ExitCode> {
  const pane = io.env["TMUX_PANE"];
  const about = task === undefined ? (pane === undefined ? {} : { pane }) : { task };
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.report.$post({ json: { ...about, outcome, text: text ?? "" } });
    return show(answer, io, common.json, (body) => io.out(`Reported ${body.task.id} as ${outcome}`));
  });
}
