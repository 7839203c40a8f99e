import type { SessionName, TaskId } from "../../machines/ids.ts";
import { workOf } from "../../machines/step.ts";
import type { Settled } from "../../orchestrator/backlog.ts";
import type { Core } from "./core.ts";

type Settler = Pick<Core, "sessions" | "dispatch" | "clock">;

/** A person settled a task: the session that was unsure about it is let go, and its pane is open again. */
export async function settleHolder(id: TaskId, core: Settler): Promise<void> {
  for (const name of core.sessions.names()) {
    const snapshot = core.sessions.get(name);
    const { holding } = snapshot.context;
    if (workOf(snapshot) !== "unsure" || holding?.grant.kind !== "task" || holding.grant.task !== id) continue;
    await core.dispatch(name, { type: "settled", at: core.clock.now(), claim: holding.claim });
  }
}

/** A general prompt in doubt belongs to no task: to let the session go on is to settle it. */
export async function settleGeneral(name: SessionName, core: Settler): Promise<void> {
  const snapshot = core.sessions.get(name);
  const { holding } = snapshot.context;
  if (workOf(snapshot) !== "unsure" || holding?.grant.kind !== "general") return;
  await core.dispatch(name, { type: "settled", at: core.clock.now(), claim: holding.claim });
}

/** Settles in the backlog first; a refusal changes nothing. */
export async function settled(id: TaskId, verdict: Promise<Settled>, core: Settler): Promise<Settled> {
  const answer = await verdict;
  if (answer.kind === "settled") await settleHolder(id, core);
  return answer;
}
