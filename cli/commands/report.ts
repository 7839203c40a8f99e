import type { Client } from "../../server/client.ts";
import { show, trouble, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import { placeOf } from "../pane.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";

/** `drover done [TASK]` and `drover fail [TASK]`. Without a task, inside a pane: the one that was typed into it. */
export function report(
  outcome: "done" | "failed",
  named: string | undefined,
  text: string | undefined,
  common: Common,
  io: Io,
): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const found = named === undefined ? await taskHere(client, common, io) : ({ kind: "task", task: named } as const);
    if (found.kind === "none") return refuse(io, `${VERB[outcome]}: ${found.why}`);
    if (found.kind === "trouble") return trouble(found.text, found.status, io);
    const answer = await client.api.report.$post({ json: { task: found.task, outcome, text: text ?? "" } });
    return show(answer, io, common.json, (body) => io.out(`Reported ${body.task.id} as ${outcome}`));
  });
}

const VERB = { done: "done", failed: "fail" } as const;

type Here =
  | { readonly kind: "task"; readonly task: string }
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "trouble"; readonly text: string; readonly status: number };

/** The task whose claim stands on this pane. */
async function taskHere(client: Client, common: Common, io: Io): Promise<Here> {
  const place = await placeOf(io);
  if (place.kind === "no pane") return { kind: "none", why: "name the task (drover tasks list shows them)" };
  if (place.kind === "unmarked pane") {
    return { kind: "none", why: `pane ${place.pane} has no task of drover's; name the task meant` };
  }
  const answer = await client.api.sessions.$get();
  if (!answer.ok) return { kind: "trouble", text: await answer.text(), status: answer.status };
  const { sessions } = await answer.json();
  const holder = sessions.find(({ claim }) => claim === place.claim);
  if (holder === undefined) {
    const dataDir = dataDirOf(common, io);
    return { kind: "none", why: `no session of ${dataDir} holds the task of pane ${place.pane}; give the --data-dir` };
  }
  if (holder.current_task !== null) return { kind: "task", task: holder.current_task.id };
  return { kind: "none", why: `${holder.name} works on the general prompt, which ends without a report` };
}
