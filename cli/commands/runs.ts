import { param, show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Common } from "../places.ts";
import { firstLine, runLines } from "../run-lines.ts";
import { table } from "../table.ts";

/** `drover runs list` */
export function listRuns(
  options: Common & { readonly task?: string; readonly state?: string; readonly limit: number },
  io: Io,
): Promise<ExitCode> {
  const query = {
    limit: String(options.limit),
    ...(options.task === undefined ? {} : { task: options.task }),
    ...(options.state === undefined ? {} : { state: options.state }),
  };
  return withDrover({ ...options, create: false }, io, async (client) => {
    const answer = await client.api.runs.$get({ query });
    return show(answer, io, options.json, ({ runs }) => {
      const rows = runs.map((run) => [
        run.id,
        run.task,
        run.session,
        run.failure === null ? run.state : `${run.state}: ${run.failure.kind}`,
        `${run.attempt}.${run.round}`,
        firstLine(run),
      ]);
      for (const line of table(["run", "task", "session", "state", "try", "text"], rows, io.columns)) io.out(line);
    });
  });
}

/** `drover runs show RUN` */
export function showRun(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.runs[":id"].$get({ param: { id: param(id) } });
    return show(answer, io, common.json, (view) => runLines(view).forEach((line) => io.out(line)));
  });
}

/** `drover runs merge RUN` */
export function mergeRun(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.runs[":id"].merge.$post({ param: { id: param(id) } });
    return show(answer, io, common.json, ({ run }) =>
      io.out(`Merged ${run.worktree?.branch ?? ""} into ${run.worktree?.into ?? ""}`),
    );
  });
}

/** `drover runs remove RUN` */
export function removeRun(id: string, options: Common & { readonly discard: boolean }, io: Io): Promise<ExitCode> {
  const { discard } = options;
  return withDrover({ ...options, create: false }, io, async (client) => {
    const answer = await client.api.runs[":id"].remove.$post({ param: { id: param(id) }, json: { discard } });
    return show(answer, io, options.json, ({ run }) => io.out(`Removed ${run.worktree?.path ?? ""}`));
  });
}
