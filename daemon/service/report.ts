import { taskId } from "../../machines/ids.ts";
import type { SessionName, TaskId } from "../../machines/ids.ts";
import { isJudged } from "../../machines/run-context.ts";
import type { TaskStatus } from "../../orchestrator/task.ts";
import { policyOf } from "../runs/project.ts";
import type { Report, Reported } from "../service.ts";
import type { Core } from "./core.ts";
import { settleHolder } from "./settle.ts";

/** `drover done` and `drover fail`: to the session that holds the task; a task in doubt is settled by it. */
export async function report({ task, pane, outcome, text }: Report, core: Core): Promise<Reported> {
  const id = task === undefined ? heldInPane(pane, core) : taskId(task);
  if (id === undefined) return { kind: "nothing to report on", why: whyNot(pane) };
  const holder = holderOf(id, core);
  if (holder !== undefined) {
    await core.dispatch(holder, { type: "reported", at: core.clock.now(), task: id, outcome, text });
  }
  const why = outcome === "done" ? await finishIfOpen(id, text, core) : undefined;
  if (why !== undefined) return { kind: "nothing to report on", why };
  const found = await core.backlog.get(id);
  if (!found) return { kind: "nothing to report on", why: `there is no task ${id}` };
  if (outcome === "failed" && found.status === "unsure") {
    return {
      kind: "nothing to report on",
      why: `${id} is unsure; settle it: drover tasks retry or tasks cancel ${id}`,
    };
  }
  if (outcome === "failed" && holder === undefined) {
    return { kind: "nothing to report on", why: `no session holds ${id}; it is ${found.status}` };
  }
  return { kind: "reported", task: found };
}

/** As `Backlog.finish` takes them. */
const BY_WORD: ReadonlySet<TaskStatus> = new Set(["unsure", "quarantined", "pending", "blocked"]);

/**
 * Tasks of BY_WORD are done by the word alone, unless they are to be judged: then the word only says that they may be. One that is held ends through its session. Answers why nothing came of it.
 */
async function finishIfOpen(id: TaskId, text: string, core: Core): Promise<string | undefined> {
  const task = await core.backlog.get(id);
  if (task === undefined || !BY_WORD.has(task.status)) return undefined;
  const answer = await core.backlog.reportDone(id, text, core.clock.now());
  if (answer === "refused" || (answer === "no judge" && isJudged(policyOf(task, core.settings)))) {
    return `${id} is ${task.status}, and its work must be checked or reviewed: drover review approve ${id} says that it is done all the same`;
  }
  if (answer === "no judge") await core.backlog.finish(id, text, core.clock.now());
  await settleHolder(id, core);
  return undefined;
}

export const holderOf = (id: TaskId, core: Core): SessionName | undefined =>
  core.sessions.names().find((name) => {
    const grant = core.sessions.get(name).context.holding?.grant;
    return grant?.kind === "task" && grant.task === id;
  });

function heldInPane(pane: string | undefined, core: Core): TaskId | undefined {
  if (pane === undefined) return undefined;
  const name = core.sessions.names().find((session) => core.eyes.pane(session) === pane);
  const grant = name && core.sessions.get(name).context.holding?.grant;
  return grant?.kind === "task" ? grant.task : undefined;
}

const whyNot = (pane: string | undefined): string =>
  pane === undefined ? "name the task" : `no session in pane ${pane} holds a task`;
