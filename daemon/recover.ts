// What a start does before anything new is asked for.
// R1. Every session is unknown until it is seen again: idle time counts only from evidence of this life.
// R2. Every open row of the outbox is performed again; a delivery goes on from the phase it was in.
// R3. A claim of ours that the ledger does not know was never typed (the ledger knows of each before it is made), unless
//     the ledger itself was lost: what had been allowed to type is then in doubt.
import type { SessionEvent } from "../machines/events.ts";
import type { At, ClaimId, SessionName } from "../machines/ids.ts";
import type { Ledger } from "../state/ledger/ledger.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Perform } from "./perform.ts";
import type { Backlog } from "./ports.ts";
import type { Sessions } from "./sessions.ts";

export interface Recovery {
  readonly ledger: Ledger;
  readonly backlog: Backlog;
  readonly sessions: Sessions;
  readonly dispatch: Dispatch;
  readonly perform: Perform;
  readonly now: () => At;
}

export async function recover(by: Recovery): Promise<void> {
  const open = by.ledger.outbox();
  for (const name of by.sessions.names()) await by.dispatch(name, startOver(by.now()));
  await releaseStrangers(by);
  for (const row of open) by.perform(row);
}

const startOver = (at: At): SessionEvent => ({
  type: "capture",
  at,
  evidence: { verdict: "unknown", flags: [], because: "drover/just-started", source: "process", at, agent: "auto" },
});

async function releaseStrangers({ ledger, backlog, sessions, now }: Recovery): Promise<void> {
  const known = new Set<ClaimId>([
    ...ledger.outbox().map(({ intent }) => intent.claim),
    ...ledger.openDeliveries().map(({ claim }) => claim),
    ...sessions.names().flatMap((name) => claimsOf(name, sessions)),
  ]);
  for (const open of await backlog.openClaims()) {
    if (known.has(open.claim)) continue;
    if (open.begun) await backlog.complete(open.claim, open.fence, FORGOTTEN, now());
    else await backlog.release(open.claim);
  }
}

const FORGOTTEN = {
  kind: "unsure",
  seen: "state.db knows nothing of this claim, which was allowed to type: it may have been typed and done",
} as const;

function claimsOf(name: SessionName, sessions: Sessions): readonly ClaimId[] {
  const { asking, holding } = sessions.get(name).context;
  return [...(asking ? [asking] : []), ...(holding ? [holding.claim] : [])];
}
