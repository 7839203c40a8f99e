import { param } from "../../server/client.ts";
import type { TaskWire } from "../../server/wire/task.ts";
import { show, take, trouble, withDrover } from "../ask.ts";
import { localTime } from "../compose/local-time.ts";
import { doubtLines } from "../doubt-lines.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import { lifeLines } from "../life-lines.ts";
import type { Common } from "../places.ts";
import { oneLine, table } from "../table.ts";

export interface NewTaskOptions extends Common {
  readonly session?: string;
  readonly priority?: number;
  readonly category?: string;
  readonly project?: string;
}

export interface AddTaskOptions extends NewTaskOptions {
  readonly goal?: string;
  readonly after?: readonly string[];
  readonly parent?: string;
  readonly size?: "S" | "M" | "L";
  readonly deadline?: string;
  readonly check?: string;
  readonly accept?: string;
  readonly label?: readonly string[];
  readonly lines?: boolean;
}

/** `drover tasks add TEXT`; TEXT `-` is read from standard input, with `--lines` each line of it is a task. */
export async function addTask(text: string | undefined, options: AddTaskOptions, io: Io): Promise<ExitCode> {
  if (options.lines) return text === undefined || text === "-" ? addLines(options, io) : refuse(io, NO_TEXT_HERE);
  if (text === undefined) return refuse(io, "tasks add: say the task, or - to read it from stdin");
  const content = text === "-" ? await io.stdin() : text;
  return withDrover({ ...options, create: true }, io, async (client) => {
    const answer = await client.api.tasks.$post({ json: { content, ...given(options), ...extras(options) } });
    return show(answer, io, options.json, (body) => {
      io.out(`Added ${body.task.id}`);
      if (body.warning !== null) io.err(`drover: ${body.warning}`);
    });
  });
}

const NO_TEXT_HERE = "tasks add: --lines reads the tasks from stdin; leave the text out";

/** Blank lines are none. The first that is refused ends it; what came before it stays. */
async function addLines(options: AddTaskOptions, io: Io): Promise<ExitCode> {
  const lines = (await io.stdin()).split("\n").filter((line) => line.trim() !== "");
  return withDrover({ ...options, create: true }, io, async (client) => {
    const tasks: TaskWire[] = [];
    for (const content of lines) {
      const answer = await take(
        await client.api.tasks.$post({ json: { content, ...given(options), ...extras(options) } }),
      );
      if (answer.kind === "problem") return trouble(answer.text, answer.status, io);
      tasks.push(answer.body.task);
      if (!options.json) io.out(`Added ${answer.body.task.id}`);
    }
    if (options.json) io.out(JSON.stringify({ tasks, count: tasks.length }));
    return 0;
  });
}

/** `drover tasks depend TASK NEED…` */
export function dependTask(
  id: string,
  needs: readonly string[],
  options: Common & { readonly remove?: boolean },
  io: Io,
): Promise<ExitCode> {
  const json = options.remove ? { remove: [...needs] } : { add: [...needs] };
  return withDrover({ ...options, create: false }, io, async (client) => {
    const answer = await client.api.tasks[":id"].dependencies.$post({ param: { id: param(id) }, json });
    return show(answer, io, options.json, ({ task }) => io.out(`${task.id} is ${task.status}`));
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
  options: Common & { readonly status?: string; readonly goal?: string; readonly limit?: number },
  io: Io,
): Promise<ExitCode> {
  const query = {
    ...(options.status === undefined ? {} : { status: options.status }),
    ...(options.goal === undefined ? {} : { goal: options.goal }),
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
    const answer = await client.api.tasks[":id"].life.$get({ param: { id: param(id) } });
    return show(answer, io, common.json, ({ task, waits_for: waits, life, doubt }) => {
      for (const [key, value] of Object.entries(task)) {
        if (key !== "content" && hasSomething(value)) io.out(oneLine(`${key}: ${String(value)}`));
      }
      for (const line of lifeLines(waits, life)) io.out(line);
      io.out("");
      io.out(task.content);
      if (doubt) for (const line of doubtLines(doubt, (at) => localTime(Date.parse(at)))) io.out(line);
      if (task.status === "unsure") io.out(`\n${SETTLE.replaceAll("ID", task.id)}`);
    });
  });
}

const hasSomething = (value: unknown): boolean =>
  value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);

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
    return show(answer, io, common.json, ({ task }) =>
      io.out(task.status === "pending" ? `${task.id} is pending again` : `${task.id} is ${task.status}`),
    );
  });
}

const given = ({ session, priority, category, project }: NewTaskOptions) => ({
  ...(session === undefined ? {} : { session }),
  ...(priority === undefined ? {} : { priority }),
  ...(category === undefined ? {} : { category }),
  ...(project === undefined ? {} : { project }),
});

const extras = ({ goal, after, parent, size, deadline, check, accept, label }: AddTaskOptions) => ({
  ...(goal === undefined ? {} : { goal }),
  ...(after === undefined ? {} : { depends_on: [...after] }),
  ...(parent === undefined ? {} : { parent }),
  ...(size === undefined ? {} : { size }),
  ...(deadline === undefined ? {} : { deadline }),
  ...(check === undefined ? {} : { check }),
  ...(accept === undefined ? {} : { acceptance: accept }),
  ...(label === undefined ? {} : { labels: [...label] }),
});

function firstLine({ content }: TaskWire): string {
  const [line = ""] = content.split("\n");
  return line.length > 50 ? `${line.slice(0, 49)}…` : line;
}
