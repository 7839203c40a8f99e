import { param, show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Common } from "../places.ts";
import { firstLine, readable, runLines } from "../run-lines.ts";
import { table } from "../table.ts";

/** `drover review list` */
export function listReviews(common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.reviews.$get();
    return show(answer, io, common.json, ({ runs }) => {
      const rows = runs.map((run) => [run.task, run.session, run.wants ?? "", firstLine(run)]);
      for (const line of table(["task", "session", "why", "text"], rows, io.columns)) io.out(line);
    });
  });
}

/** `drover review show TASK` */
export function showReview(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.reviews[":id"].$get({ param: { id: param(id) } });
    return show(answer, io, common.json, (view) => {
      for (const line of runLines(view)) io.out(line);
      if (view.run.state === "review") io.out(`\n${SETTLE.replaceAll("ID", view.run.task)}`);
    });
  });
}

const SETTLE = `drover review diff ID            what it changed
drover review approve ID         it is done (--merge: merge its branch, too)
drover review reject ID -m TEXT  the same task again, with what you say`;

/** `drover review diff TASK` */
export function showDiff(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.reviews[":id"].diff.$get({ param: { id: param(id) } });
    return show(answer, io, common.json, ({ patch }) => readable(patch.trimEnd()).forEach((line) => io.out(line)));
  });
}

/** `drover review approve TASK` */
export function approve(
  id: string,
  options: Common & { readonly message: string; readonly merge: boolean },
  io: Io,
): Promise<ExitCode> {
  const { message, merge } = options;
  return withDrover({ ...options, create: false }, io, async (client) => {
    const answer = await client.api.reviews[":id"].approve.$post({
      param: { id: param(id) },
      json: { message, merge },
    });
    return show(answer, io, options.json, ({ run, merged }) =>
      io.out(`Approved ${run?.task ?? id}${merged ? `, ${run?.worktree?.branch ?? "its branch"} is merged` : ""}`),
    );
  });
}

/** `drover review reject TASK -m TEXT` */
export async function reject(id: string, options: Common & { readonly message: string }, io: Io): Promise<ExitCode> {
  const message = options.message === "-" ? await io.stdin() : options.message;
  return withDrover({ ...options, create: false }, io, async (client) => {
    const answer = await client.api.reviews[":id"].reject.$post({ param: { id: param(id) }, json: { message } });
    return show(answer, io, options.json, ({ run, task }) => {
      const whose = task?.session == null ? "whoever is free" : task.session;
      io.out(`Rejected ${run?.task ?? id}; it goes back to ${whose} with what you said`);
    });
  });
}
