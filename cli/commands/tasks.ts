import { param } from "../../server/client.ts";
import type { TaskWire } from "../../server/wire/task.ts";
import { show, withDrover } from "../ask.ts";
import { localTime } from "../compose/local-time.ts";
import { doubtLines } from "../doubt-lines.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Common } from "../places.ts";
import { table } from "../table.ts";

export interface NewTaskOptions extends Common {
  readonly session?: string;
  readonly priority?: number;
  readonly category?: string;
  readonly project?: string;
}

/** `drover tasks add TEXT`; TEXT `-` is read from standard input. */
export async function addTask(text: string, options: NewTaskOptions, io: Io): Promise<ExitCode> {
  const content = text === "-" ? await io.stdin() : text;
  return withDrover({ ...options, create: true }, io, async (client) => {
    const answer = await client.api.tasks.$post({ json: { content, ...given(options) } });
    return show(answer, io, options.json, (body) => {
      io.out(`Added ${body.task.id}`);
      if (body.warning !== null) io.err(`drover: ${body.warning}`);
    });
  });
}

/** `drover assign TEXT` */
export async function assign(text: string, options: NewTaskOptions, io: Io): Promise<ExitCode> {
  const task = text === "-" ? await io.stdin() : text;
  return withDrover({ ...options, create: true }, io, async (client, watching) => {
    const answer = await client.api.monitor["assign-task"].$post({ json: { task, ...given(options) } });
    return show(answer, io, options.json, (body) => {
      io.out(watching ? body.message : `${body.message}; it will be given when the daemon runs: drover up`);
    });
  });
}

export function listTasks(
  options: Common & { readonly status?: string; readonly limit?: number },
  io: Io,
): Promise<ExitCode> {
  const query = {
    ...(options.status === undefined ? {} : { status: options.status }),
    limit: String(options.limit ?? 100),
  };
  return withDrover({ ...options, create: false }, io, async (client) => {
    const answer = await client.api.tasks.$get({ query });
    return show(answer, io, options.json, (body) => {
      const rows = body.tasks.map((task) => [
        task.id,
        task.status,
        String(task.priority),
        task.project,
        firstLine(task),
      ]);
      for (const line of table(["task", "status", "prio", "project", "text"], rows, io.columns)) io.out(line);
    });
  });
}

export function showTask(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.tasks[":id"].$get({ param: { id: param(id) } });
    return show(answer, io, common.json, ({ task, doubt }) => {
      for (const [key, value] of Object.entries(task)) {
        if (key !== "content" && value !== null && value !== "") io.out(`${key}: ${String(value)}`);
      }
      io.out("");
      io.out(task.content);
      if (doubt) for (const line of doubtLines(doubt, (at) => localTime(Date.parse(at)))) io.out(line);
      if (task.status === "unsure") io.out(`\n${SETTLE.replaceAll("ID", task.id)}`);
    });
  });
}

const SETTLE = `It cannot be told whether this was typed or finished. Look at the pane, then settle it:
  drover done ID           it was done
  drover tasks retry ID    it was not; give it again (if it was, it is done twice)
  drover tasks cancel ID   forget it`;

export function cancelTask(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.tasks[":id"].cancel.$post({ param: { id: param(id) } });
    return show(answer, io, common.json, ({ task }) => io.out(`Cancelled ${task.id}`));
  });
}

export function retryTask(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.tasks[":id"].retry.$post({ param: { id: param(id) } });
    return show(answer, io, common.json, ({ task }) => io.out(`${task.id} is pending again`));
  });
}

const given = ({ session, priority, category, project }: NewTaskOptions) => ({
  ...(session === undefined ? {} : { session }),
  ...(priority === undefined ? {} : { priority }),
  ...(category === undefined ? {} : { category }),
  ...(project === undefined ? {} : { project }),
});

function firstLine({ content }: TaskWire): string {
  const [line = ""] = content.split("\n");
  return line.length > 50 ? `${line.slice(0, 49)}…` : line;
}
