import type { TaskId } from "../../machines/ids.ts";
import type { TaskWhy } from "../service.ts";
import type { Core } from "./core.ts";
import { holderOf } from "./report.ts";
import { triesOf } from "./tries.ts";
import { waitsOf } from "./waits.ts";

/** What the record knows of a task: what happened to it, each try to deliver it, and why nobody works on it. */
export async function whyTask(id: TaskId, core: Core): Promise<TaskWhy | undefined> {
  const task = await core.backlog.get(id);
  if (!task) return undefined;
  const history = await core.backlog.history(id);
  const holder = holderOf(id, core);
  return {
    task,
    history,
    tries: triesOf(history, core),
    waits: holder === undefined ? waitsOf(task, core) : [],
    ...(holder === undefined ? {} : { holder }),
  };
}
