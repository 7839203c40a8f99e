// Five tasks of different shape for one agent, given by the real daemon; judged by what the model was asked.
import type { Running } from "../../../cli/compose/daemon.ts";
import { sessionName } from "../../../machines/ids.ts";
import type { Task } from "../../../orchestrator/task.ts";
import type { Kit } from "../agents/kit.ts";
import type { Asked } from "../model/model.ts";
import { LEAVE, TASKS } from "./tasks.ts";

const PATIENCE = 420_000;
const OVER: ReadonlySet<string> = new Set(["done", "failed", "unsure"]);

export interface Worked {
  readonly ended: boolean;
  /** The agent was seen to ask a person for leave. */
  readonly leave: boolean;
}

export interface Work {
  readonly kit: Kit;
  readonly daemon: Running;
  /** Presses keys in the agent's pane. */
  readonly keys: (...names: readonly string[]) => Promise<unknown>;
  readonly hold: (ms: number) => Promise<void>;
}

/** Gives the tasks and plays the person who allows what is asked. */
export async function work({ kit, daemon, keys, hold }: Work): Promise<Worked> {
  const { service } = daemon;
  let leave = false;
  for (const { text } of TASKS) await service.add({ content: text, session: sessionName(kit.id) });
  const until = performance.now() + PATIENCE;
  while (performance.now() < until) {
    const tasks = await service.tasks({});
    if (tasks.every(({ status }) => OVER.has(status))) return { ended: true, leave };
    if (service.session(kit.id)?.activity === "waiting") {
      leave = true;
      await keys(...kit.approval.allow);
    }
    await hold(1_500);
  }
  return { ended: false, leave };
}

export interface Delivered {
  readonly shape: string;
  readonly ok: boolean;
  readonly verdict: string;
}

export function judgeDelivery(
  tasks: readonly Task[],
  asked: readonly Asked[],
  { leave }: Worked,
): readonly Delivered[] {
  return tasks.map((task) => {
    const shape = TASKS.find(({ text }) => text === task.content)?.name ?? "?";
    const isAbout = ({ hidden, prompt }: Asked) => !hidden && prompt.includes(`[drover ${task.id}]`);
    const prompts = asked.filter((one) => isAbout(one) && one.results === 0);
    const exact = prompts.filter(({ prompt }) => own(prompt).endsWith(`${task.content}\n[drover ${task.id}]`)).length;
    const wentOn = asked.some((one) => isAbout(one) && one.results > 0);
    const allowed = shape !== LEAVE || (leave && wentOn);
    const ok = task.status === "done" && prompts.length === 1 && exact === 1 && allowed;
    const asking = shape === LEAVE ? `, leave ${allowed ? "asked for and given" : "never asked for"}` : "";
    return { shape, ok, verdict: `${task.status}, arrived ${prompts.length} time(s), exact ${exact}${asking}` };
  });
}

/** Claude Code puts a long paste between tags of its own. */
const own = (prompt: string): string => prompt.replaceAll(/\n?<\/?pasted_content[^>]*>\n?/g, "").trim();
