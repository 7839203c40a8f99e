import { idleFor } from "./context.ts";
import type { SessionContext } from "./context.ts";
import type { ChartEvent } from "./inner-events.ts";
import { atOf, claimOf } from "./inner-events.ts";

type Change = (context: SessionContext, event: ChartEvent) => Partial<SessionContext>;

/** What each deed of the chart changes in the context. */
export const changes = {
  keepEvidence: (context, event) =>
    event.type === "capture"
      ? { evidence: event.evidence, sessionStart: sessionStart(context, event.evidence.verdict === "gone", event.at) }
      : {},
  noteActivity: (_, event) => ({ lastActivity: atOf(event) }),

  runIdleClock: (context, event) => ({ idle: { since: atOf(event), ran: context.idle?.ran ?? 0 } }),
  runIdleClockFromZero: (_, event) => ({ idle: { since: atOf(event), ran: 0 } }),
  carryIdleTimeOver: (context, event) => ({ idle: { since: atOf(event), ran: idleFor(context, atOf(event)) } }),
  holdIdleClock: (context, event) => ({ idle: { since: null, ran: idleFor(context, atOf(event)) } }),
  holdIdleClockAtZero: () => ({ idle: { since: null, ran: 0 } }),
  stopIdleClock: () => ({ idle: null }),

  startAsking: (_, event) => ({ asking: claimOf(event), byHand: false }),
  stopAsking: () => ({ asking: null }),
  rememberByHand: () => ({ byHand: true }),
  holdGranted: (_, event) =>
    event.type === "granted"
      ? { asking: null, report: null, holding: { claim: event.claim, grant: event.grant, since: event.at } }
      : {},
  holdGeneralPrompt: (_, event) =>
    event.type === "nothing"
      ? { asking: null, report: null, holding: { claim: event.claim, grant: { kind: "general" }, since: event.at } }
      : {},
  letGo: () => ({ holding: null, report: null }),
  keepReport: (_, event) => (event.type === "reported" ? { report: { outcome: event.outcome, text: event.text } } : {}),

  countWorkSession: (context, event) => ({
    workSessions: context.workSessions + 1,
    generalPrompts: holdsTask(context) ? 0 : context.generalPrompts + 1,
    lastActivity: atOf(event),
  }),
  /** In doubt: it may have been typed, so it counts towards the most that may be. */
  countGeneralPrompt: (context) => (holdsTask(context) ? {} : { generalPrompts: context.generalPrompts + 1 }),
  /** Done is verified: what is to be judged is counted when it was. */
  countDone: (context) =>
    isJudgedLater(context)
      ? { unjudged: [...context.unjudged, ...heldClaims(context)].slice(-MOST_UNJUDGED) }
      : holdsTask(context)
        ? { tasksCompleted: context.tasksCompleted + 1 }
        : {},
  countFailed: (context) => (holdsTask(context) ? { tasksFailed: context.tasksFailed + 1 } : {}),
  countVerdict: (context, event) =>
    event.type === "judged"
      ? {
          unjudged: context.unjudged.filter((claim) => claim !== event.claim),
          tasksCompleted: context.tasksCompleted + (event.outcome === "done" ? 1 : 0),
          tasksFailed: context.tasksFailed + (event.outcome === "failed" ? 1 : 0),
        }
      : {},
} satisfies Record<string, Change>;

/** A session whose work nobody ever judges does not grow for ever. */
const MOST_UNJUDGED = 200;

const holdsTask = (context: SessionContext): boolean => context.holding?.grant.kind === "task";

const isJudgedLater = ({ holding }: SessionContext): boolean =>
  holding?.grant.kind === "task" && holding.grant.judgedLater === true;

const heldClaims = ({ holding }: SessionContext) => (holding ? [holding.claim] : []);

/** A session starts when somebody is there, and again when the agent is back after it was gone. */
function sessionStart(context: SessionContext, gone: boolean, at: number): number | null {
  if (gone) return null;
  return context.sessionStart ?? at;
}
