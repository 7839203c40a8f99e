import type { Aim, Delivery } from "../../machines/delivery.ts";
import type { ClaimId, SessionName } from "../../machines/ids.ts";
import { formatMark, parseMark } from "../../machines/mark.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Receipt } from "../channels/receipts.ts";
import type { Held } from "./guards.ts";
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
  /** The session still holds this claim; one that it let go is not to be typed any more. */
  readonly isHeld: (session: SessionName, claim: ClaimId) => boolean;
  /** Commits a phase; resolves when it is on disk, however long the disk takes. */
  readonly advance: (delivery: Delivery) => Promise<void>;
  /** Keeps a screen for people; answers its hash, undefined where it cannot be written now. */
  readonly keepScreen: (session: SessionName, rows: readonly string[]) => string | undefined;
  /** Tells people what holds a delivery back. */
  readonly heldBack: (session: SessionName, held: Held) => void;
  /** The agent's own word that this text was submitted: whatever the screen shows, it was. */
  readonly receipt: (delivery: Delivery) => Receipt | undefined;
}

const ASK_AGAIN = 500;

/**
 * HOLD and CLOSE: from whatever stage of ours the mark shows, so that an Enter still on its way finds another mark. Asks
 * until it stands, until there is no mark of ours to replace, or until the pane is known to be gone. False: it is another
 * pane by now, or none.
 */
export async function endMark(
  delivery: Delivery,
  aim: Aim,
  to: "held" | "closed",
  by: Pick<Deliverer, "eyes" | "life">,
): Promise<boolean> {
  let from = formatMark(delivery.claim, to === "held" ? "pasted" : "entered");
  for (;;) {
    const answer = await setMark(delivery, aim, from, formatMark(delivery.claim, to), by);
    if (answer.kind === "done") return true;
    if (answer.kind === "seen" && !isToEnd(answer, delivery, to)) return answer.pane;
    if (answer.kind === "seen") from = answer.mark;
    else if (await by.eyes.isGone(delivery.session, aim.identity)) return false;
    else await by.life.pause(ASK_AGAIN);
  }
}

/** A mark of ours that can still be ended so: what is closed stays closed, what is held can be closed. */
function isToEnd(answer: Extract<MarkAnswer, { kind: "seen" }>, { claim }: Delivery, to: "held" | "closed"): boolean {
  const mark = parseMark(answer.mark);
  return answer.pane && mark?.claim === claim && mark.stage !== to && mark.stage !== "closed";
}

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

/** What a look that saw nothing means: the pane is gone for certain, or tmux did not answer and must be asked again. */
export async function isGone(delivery: Delivery, aim: Aim, by: Pick<Deliverer, "eyes" | "heldBack">): Promise<boolean> {
  if (await by.eyes.isGone(delivery.session, aim.identity)) return true;
  by.heldBack(delivery.session, { guard: "no answer", why: "tmux does not answer" });
  return false;
}

/** Looks at the pane that was aimed at, whatever the session's target stands for by now. */
export const seeAim = (delivery: Delivery, aim: Aim, by: Pick<Deliverer, "eyes">): Promise<Sight | undefined> =>
  by.eyes.see(delivery.session, aim.identity.pane);
