import { plainRows } from "../../agents/sgr.ts";
import type { TaskId } from "../../machines/ids.ts";
import type { TaskDoubt } from "../service.ts";
import type { Core } from "./core.ts";

/** What the ledger kept of the delivery that left this task unsure. */
export async function doubtAbout(id: TaskId, { backlog, ledger }: Core): Promise<TaskDoubt | undefined> {
  const task = await backlog.get(id);
  if (task?.status !== "unsure" || task.claim === undefined) return undefined;
  const delivery = ledger.delivery(task.claim);
  if (delivery?.phase.name !== "held" || !delivery.phase.doubt) return undefined;
  const { aim, doubt } = delivery.phase;
  const kept = doubt.screen === undefined ? undefined : ledger.screen(doubt.screen);
  return {
    ...doubt,
    claim: task.claim,
    session: delivery.session,
    ...(aim ? { pane: aim.identity.pane } : {}),
    ...(kept ? { rows: plainRows(kept.rows) } : {}),
  };
}
