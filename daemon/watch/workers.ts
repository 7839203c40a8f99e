// Who works for us: the process that took our task. Another that was started in its place has not got the task, and that
// it is idle proves nothing.
import type { Judgement } from "../../machines/evidence.ts";
import type { ProcessIdentity } from "../../machines/frame.ts";
import type { AgentId, ClaimId, SessionName } from "../../machines/ids.ts";
import { workOf } from "../../machines/step.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Sessions } from "../sessions.ts";
import type { Front } from "./front.ts";

/** The agent that a session's task was delivered to; undefined where the session works on nothing. */
export type WorkerOf = (session: SessionName) => ProcessIdentity | undefined;

/** Who took a claim never changes: the ledger is asked once, for the watch asks each second and for every session. */
export function workersIn(sessions: Pick<Sessions, "get">, ledger: Pick<Ledger, "delivery">): WorkerOf {
  const known = new Map<SessionName, Worker>();
  const read = (claim: ClaimId): Worker | undefined => {
    const phase = ledger.delivery(claim)?.phase;
    return phase?.name === "delivered" ? { claim, agent: phase.aim.identity.agent } : undefined;
  };
  return (session) => {
    const snapshot = sessions.get(session);
    const { holding } = snapshot.context;
    if (holding === null || workOf(snapshot) !== "working") return undefined;
    const last = known.get(session);
    const worker = last?.claim === holding.claim ? last : read(holding.claim);
    if (worker) known.set(session, worker);
    return worker?.agent;
  };
}

interface Worker {
  readonly claim: ClaimId;
  readonly agent: ProcessIdentity;
}

/** An agent, and not this one: the shell that an agent left behind is a case of its own. */
export const isAnother = (front: Front, { pid, start }: ProcessIdentity): boolean =>
  front.kind === "agent" && (front.process.pid !== pid || front.process.start !== start);

/** Told before anything that the other one shows. */
export const replaced = (agent: AgentId): Judgement => ({
  verdict: "gone",
  flags: ["replaced"],
  because: "process/agent-replaced",
  line: "the agent that had the task has ended, another was started in its place",
  source: "process",
  agent,
});
