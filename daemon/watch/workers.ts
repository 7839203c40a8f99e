// Who works for us: the process that took our task. Another that was started in its place has not got the task, and that
// it is idle proves nothing.
import type { Judgement } from "../../machines/evidence.ts";
import type { ProcessIdentity } from "../../machines/frame.ts";
import type { AgentId, SessionName } from "../../machines/ids.ts";
import { workOf } from "../../machines/step.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Sessions } from "../sessions.ts";
import type { Front } from "./front.ts";

/** The agent that a session's task was delivered to; undefined where the session works on nothing. */
export type WorkerOf = (session: SessionName) => ProcessIdentity | undefined;

export const workersIn =
  (sessions: Sessions, ledger: Ledger): WorkerOf =>
  (session) => {
    const snapshot = sessions.get(session);
    const { holding } = snapshot.context;
    if (holding === null || workOf(snapshot) !== "working") return undefined;
    const phase = ledger.delivery(holding.claim)?.phase;
    return phase?.name === "delivered" ? phase.aim.identity.agent : undefined;
  };

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
