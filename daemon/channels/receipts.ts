// Receipts: the agent's own word that a text of ours was submitted.
// R1. A receipt is on disk before the hook is answered, so before the turn begins.
// R2. It counts for a delivery only if it came after its claim was granted: a task that is tried again has the same tag.
import type { Delivery } from "../../machines/delivery.ts";
import type { AgentId, At, SessionName } from "../../machines/ids.ts";
import { read } from "../../machines/read.ts";
import type { JournalEntry, Ledger } from "../../state/ledger/ledger.ts";
import type { News as Journal } from "../news.ts";
import type { Sessions } from "../sessions.ts";

export interface Receipt {
  readonly tag: string;
  readonly agent: AgentId;
  readonly at: At;
  readonly seen: string;
  /** The agent's own names of its conversation and of the turn: later events are known by them. */
  readonly conversation?: string;
  readonly turn?: string;
}

export interface Receipts {
  keep(session: SessionName, receipt: Receipt): void;
  /** Of the delivery that its session holds. */
  of(delivery: Delivery): Receipt | undefined;
  /** Those that were kept for what the sessions still hold. */
  all(): readonly (readonly [SessionName, Receipt])[];
}

/** So far back a receipt of a delivery that is still open is looked for. */
const ENTRIES = 200;

export function makeReceipts(ledger: Ledger, sessions: Sessions, journal: Journal): Receipts {
  const kept = new Map<SessionName, Receipt>(sessions.names().flatMap((name) => lastKept(name, ledger)));
  const isFor = (session: SessionName, receipt: Receipt): boolean => {
    const { holding } = sessions.get(session).context;
    return (
      holding !== null && ledger.delivery(holding.claim)?.tag === tagLine(receipt.tag) && receipt.at >= holding.since
    );
  };
  return {
    keep: (session, receipt) => {
      if (!isFor(session, receipt) || kept.get(session)?.tag === receipt.tag) return;
      kept.set(session, receipt);
      journal.note(session, "receipt", receipt);
    },
    of: ({ session, claim, tag }) => {
      const receipt = kept.get(session);
      const isHeld = sessions.get(session).context.holding?.claim === claim;
      return receipt && isHeld && tagLine(receipt.tag) === tag && isFor(session, receipt) ? receipt : undefined;
    },
    all: () => [...kept].filter(([session, receipt]) => isFor(session, receipt)),
  };
}

const tagLine = (tag: string): string => `[drover ${tag}]`;

function lastKept(session: SessionName, ledger: Ledger): readonly (readonly [SessionName, Receipt])[] {
  const found = ledger
    .journal({ session, limit: ENTRIES, end: "newest" })
    .filter(({ kind, type }) => kind === "note" && type === "receipt")
    .map(parse)
    .findLast((receipt) => receipt !== undefined);
  return found ? [[session, found]] : [];
}

function parse({ data }: JournalEntry): Receipt | undefined {
  const [tag, agent, at, seen] = ["tag", "agent", "at", "seen"].map((key) => read(data, key));
  if (typeof tag !== "string" || typeof agent !== "string" || typeof at !== "number") return undefined;
  const conversation = read(data, "conversation");
  const turn = read(data, "turn");
  return {
    tag,
    agent,
    at,
    seen: typeof seen === "string" ? seen : "",
    ...(typeof conversation === "string" ? { conversation } : {}),
    ...(typeof turn === "string" ? { turn } : {}),
  };
}
