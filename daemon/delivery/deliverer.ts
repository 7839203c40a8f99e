import type { Aim, Delivery } from "../../machines/delivery.ts";
import type { SessionName } from "../../machines/ids.ts";
import { formatMark, parseMark } from "../../machines/mark.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Receipt } from "../channels/receipts.ts";
import type { Life } from "../life.ts";
import type { Backlog, Clock, Ids, MarkAnswer, Spool } from "../ports.ts";
import type { Eyes, Sight } from "./sight.ts";

/** What the phases of a delivery work with. */
export interface Deliverer {
  readonly ledger: Ledger;
  readonly backlog: Backlog;
  readonly spool: Spool;
  readonly eyes: Eyes;
  readonly clock: Clock;
  readonly life: Life;
  readonly ids: Ids;
  /** ms */
  readonly personQuiet: number;
  readonly isPaused: (session: SessionName) => boolean;
  /** Commits a phase. */
  readonly advance: (delivery: Delivery) => void;
  /** Tells people what holds a delivery back. */
  readonly heldBack: (session: SessionName, why: string) => void;
  /** The agent's own word that this text was submitted: whatever the screen shows, it was. */
  readonly receipt: (delivery: Delivery) => Receipt | undefined;
  readonly hold: (delivery: Delivery, aim: Aim) => Promise<void>;
}

/** HOLD: from whatever stage of ours the mark shows, so that an Enter still on its way finds another mark. */
export async function hold(delivery: Delivery, aim: Aim, by: Pick<Deliverer, "eyes" | "life">): Promise<void> {
  let from = formatMark(delivery.claim, "pasted");
  for (let tries = 0; tries < 5; tries += 1) {
    const answer = await setMark(delivery, aim, from, formatMark(delivery.claim, "held"), by);
    if (answer.kind === "done" || (answer.kind === "seen" && !isOurs(answer, delivery))) return;
    if (answer.kind === "seen") from = answer.mark;
    else await by.life.pause(500);
  }
}

const isOurs = (answer: Extract<MarkAnswer, { kind: "seen" }>, delivery: Delivery): boolean => {
  const mark = parseMark(answer.mark);
  return answer.pane && mark?.claim === delivery.claim && mark.stage !== "held" && mark.stage !== "closed";
};

export async function setMark(
  delivery: Delivery,
  aim: Aim,
  from: string,
  to: string,
  by: Pick<Deliverer, "eyes">,
): Promise<MarkAnswer> {
  const server = by.eyes.server(delivery.session);
  if (!server) return { kind: "seen", pane: false, mark: "" };
  return server.mark({ identity: aim.identity, from, to });
}

/** Looks at the pane that was aimed at, whatever the session's target stands for by now. */
export const seeAim = (delivery: Delivery, aim: Aim, by: Pick<Deliverer, "eyes">): Promise<Sight | undefined> =>
  by.eyes.see(delivery.session, aim.identity.pane);
