import { letsIn } from "../../orchestrator/project-filter.ts";
import type { NewTask, Task } from "../../orchestrator/task.ts";
import { checkTaskText } from "../../orchestrator/text.ts";
import type { Added } from "../service.ts";
import { knownNames, settingsOf } from "./core.ts";
import type { Core } from "./core.ts";

/** Puts a task into the backlog, its text checked first. Says so if no session would take it. */
export async function add(task: NewTask, core: Core): Promise<Added> {
  const checked = checkTaskText(task.content);
  if (checked.kind === "refused") return { kind: "refused", why: checked.why };
  if (task.session !== undefined && !settingsOf(core, task.session)) return noSession(core);
  const why = await loose(task, core);
  if (why !== undefined) return { kind: "refused", why };
  const added = await core.backlog.add({ ...task, content: checked.text }, core.clock.now());
  return { kind: "added", task: added, ...warningFor(added, core) };
}

/** A task by hand: bound to its session (default: the first), which is asked to take it now. */
export async function assign(task: NewTask, core: Core): Promise<Added> {
  const session = task.session ?? core.settings.sessions[0]?.name;
  if (session === undefined || !settingsOf(core, session)) return noSession(core);
  const added = await add({ ...task, session }, core);
  if (added.kind !== "added") return added;
  await core.dispatch(session, { type: "assign", at: core.clock.now(), claim: core.freshClaim() });
  return { ...added, session };
}

/** What the task would hang on and is not there. A task that is new cannot close a circle. */
async function loose({ goal, parent, dependsOn = [] }: NewTask, { backlog }: Core): Promise<string | undefined> {
  if (goal !== undefined && (await backlog.goal(goal)) === undefined) return `there is no goal ${goal}`;
  for (const need of dependsOn) {
    if ((await backlog.get(need)) === undefined) return `there is no task ${need} to wait for`;
  }
  const whole = parent === undefined ? undefined : await backlog.get(parent);
  if (parent !== undefined && whole === undefined) return `there is no task ${parent} to be a part of`;
  if (whole !== undefined && whole.status !== "pending" && whole.status !== "blocked") {
    return `task ${whole.id} is ${whole.status}; only pending and blocked ones take parts`;
  }
  return undefined;
}

const noSession = (core: Core): Added => ({ kind: "no such session", known: knownNames(core) });

function warningFor(task: Task, core: Core): { readonly warning?: string } {
  if (task.session !== undefined || task.project === "") return {};
  const takers = core.settings.sessions.filter(({ projects }) => takes(projects, task.project));
  return takers.length > 0 ? {} : { warning: `no session takes project ${task.project}; see projects in the config` };
}

const takes = (projects: readonly string[], project: string): boolean =>
  projects.length === 0 || letsIn(projects, project);
