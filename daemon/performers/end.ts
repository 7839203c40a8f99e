// How a hold on a task ends in the world: the backlog first (under the fence, idempotent), then the pane's mark, then
// the delivery's row. A crash in between only means that the same is done again.
import type { Aim, Delivery } from "../../machines/delivery.ts";
import type { Grant } from "../../machines/events.ts";
import type { Ended, IntentOf } from "../../machines/intents.ts";
import type { At, ClaimId, SessionName } from "../../machines/ids.ts";
import { failureOf } from "../../machines/run-changes.ts";
import { endingOfFailure, lossesIn, RETRY } from "../../orchestrator/retry.ts";
import type { Tried } from "../../orchestrator/retry.ts";
import type { Ending } from "../../orchestrator/backlog.ts";
import type { Deliverer } from "../delivery/deliverer.ts";
import { endMark } from "../delivery/deliverer.ts";
import type { Outcome } from "../perform.ts";

export interface Ender extends Pick<Deliverer, "ledger" | "backlog" | "spool" | "eyes" | "clock" | "life" | "advance"> {
  readonly maxAttempts: number;
  /** A run may have left something to be done. */
  readonly kick: () => void;
}

/** Gives back what was never typed. */
export const release =
  (by: Ender) =>
  async ({ claim, reason }: IntentOf<"release">): Promise<Outcome> => {
    await by.backlog.release(claim);
    await closeRow(claim, `released: ${reason}`, by);
    return undefined;
  };

export const complete =
  (by: Ender) =>
  async ({ claim, grant, ended }: IntentOf<"complete">): Promise<Outcome> => {
    const at = by.clock.now();
    if ((await endRun(claim, grant, ended, by)) === "no run") {
      await write(claim, grant, by, (tried) => endingOf(ended, tried, at, by.maxAttempts));
    }
    by.kick();
    await closeMark(claim, by);
    await closeRow(claim, ended.kind === "done" ? `done: ${ended.proof}` : `failed: ${ended.reason}`, by);
    return undefined;
  };

/** The pane stays held and the row open: both wait for a person. */
export const doubt =
  (by: Ender) =>
  async ({ claim, grant, seen }: IntentOf<"doubt">): Promise<Outcome> => {
    await write(claim, grant, by, () => ({ kind: "unsure", seen }));
    return undefined;
  };

export const unhold =
  (by: Ender) =>
  async ({ claim }: IntentOf<"unhold">): Promise<Outcome> => {
    await closeMark(claim, by);
    await closeRow(claim, "settled by a person", by);
    return undefined;
  };

export const overtime =
  (tell: (session: SessionName, claim: ClaimId) => void) =>
  async ({ claim }: IntentOf<"overtime">, session: SessionName): Promise<Outcome> => {
    tell(session, claim);
    return undefined;
  };

/** What becomes of the task is its run's word; a claim from before there were runs has none. */
const endRun = async (claim: ClaimId, grant: Grant, ended: Ended, by: Ender) =>
  grant.kind === "task" ? by.backlog.endRun(claim, grant.fence, ended, by.clock.now()) : "no run";

const endingOf = (ended: Ended, tried: Tried, at: At, maxAttempts: number): Ending =>
  ended.kind === "done"
    ? { kind: "done", note: ended.proof }
    : endingOfFailure(failureOf(ended), tried, at, { ...RETRY, maxAttempts });

async function write(claim: ClaimId, grant: Grant, by: Ender, ending: (tried: Tried) => Ending): Promise<void> {
  if (grant.kind === "general") return;
  const attempts = (await by.backlog.get(grant.task))?.attempts ?? 1;
  const losses = lossesIn(await by.backlog.history(grant.task));
  await by.backlog.complete(claim, grant.fence, ending({ attempts, losses }), by.clock.now());
}

/** A respawned pane has kept the mark, and nothing of the text: left there, it would close the pane for good. */
async function closeMark(claim: ClaimId, by: Ender): Promise<void> {
  const delivery = by.ledger.delivery(claim);
  const aim = delivery && aimOf(delivery);
  if (!delivery || !aim || (await endMark(delivery, aim, "closed", by))) return;
  const now = await by.eyes.respawned(delivery.session, aim.identity);
  if (now) await endMark(delivery, { ...aim, identity: { ...aim.identity, ...now } }, "closed", by);
}

const aimOf = ({ phase }: Delivery): Aim | undefined => ("aim" in phase ? phase.aim : undefined);

async function closeRow(claim: ClaimId, how: string, by: Ender): Promise<void> {
  const delivery = by.ledger.delivery(claim);
  if (delivery && delivery.phase.name !== "closed") await by.advance({ ...delivery, phase: { name: "closed", how } });
  await by.spool.remove(claim);
}
