import type { TaskId } from "../../machines/ids.ts";
import type { Task } from "../../orchestrator/task.ts";
import type { TaskWhy, Wait } from "../service.ts";
import type { Core } from "./core.ts";
import { isStuck } from "../../orchestrator/goals/readiness.ts";
import { holderOf } from "./report.ts";
import { triesOf } from "./tries.ts";
import { waitsOf } from "./waits.ts";

/** What the record knows of a task: what happened to it, each try to deliver it, and why nobody works on it. */
export async function whyTask(id: TaskId, core: Core): Promise<TaskWhy | undefined> {
  const task = await core.backlog.get(id);
  if (!task) return undefined;
  const history = await core.backlog.history(id);
  const holder = holderOf(id, core);
  const weight = await core.backlog.weigh(id, core.clock.now());
  return {
    task,
    history,
    tries: triesOf(history, core),
    waits: holder === undefined ? await waits(task, core) : [],
    ...(weight === undefined ? {} : { weight: { ...weight, policy: core.settings.order ?? "strict" } }),
    ...(holder === undefined ? {} : { holder }),
  };
}

/** What it depends on is named. */
async function waits(task: Task, core: Core): Promise<readonly Wait[]> {
  const blockers = task.status === "blocked" ? await core.backlog.blockers([task.id]) : undefined;
  const named = blockers?.get(task.id) ?? [];
  if (named.length === 0) return waitsOf(task, core);
  return named.map((blocker) => {
    const { task: id, as, status } = blocker;
    const stuck = isStuck(blocker) ? " and wants a person" : "";
    return {
      why: as === "part" ? `its part ${id} is ${status}${stuck}` : `waits for ${id}, which is ${status}${stuck}`,
    };
  });
}
