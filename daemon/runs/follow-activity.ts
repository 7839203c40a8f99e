import type { ClaimId, SessionName } from "../../machines/ids.ts";
import type { Doing } from "../../machines/run-events.ts";
import { activityOf, workOf } from "../../machines/step.ts";
import type { SessionSnapshot } from "../../machines/step.ts";
import type { Backlog, Clock } from "../ports.ts";
import type { Sessions } from "../sessions.ts";

/**
 * Tells the run of what its agent does, where that changed. Best effort: what a killed daemon did not tell, the next
 * look does.
 */
export function followActivity(by: {
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly onBug: (error: unknown) => void;
}): (session: SessionName) => void {
  const told = new Map<SessionName, string>();
  return (session) => {
    const doing = doingOf(by.sessions.get(session));
    if (doing === undefined) return void told.delete(session);
    const word = `${doing.claim} ${doing.doing}`;
    // A run begins active.
    const before = told.get(session) ?? `${doing.claim} active`;
    told.set(session, word);
    if (word !== before) by.backlog.doing(doing.claim, doing.doing, by.clock.now()).catch(by.onBug);
  };
}

function doingOf(snapshot: SessionSnapshot): { readonly claim: ClaimId; readonly doing: Doing } | undefined {
  const { holding } = snapshot.context;
  if (workOf(snapshot) !== "working" || holding?.grant.kind !== "task") return undefined;
  const doing = DOING[activityOf(snapshot)];
  return doing && { claim: holding.claim, doing };
}

/** Idle, gone and unknown are moments between: the last word stands. */
const DOING: Readonly<Partial<Record<ReturnType<typeof activityOf>, Doing>>> = {
  busy: "active",
  waiting: "waiting",
  limited: "limited",
};
