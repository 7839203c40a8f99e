// The chart of a session: one pure machine of three parallel regions, stepped from outside (step.ts).
// M1. `activity` follows evidence alone; `work` follows our own deeds alone; `control` follows a person alone.
// M2. Only `work` holds a claim: assigning, working and unsure have exactly one, the others none.
// M3. Intents sit on transitions, never on entry: restoring a snapshot must not repeat a deed.
// M4. Timers are data: the delayed events that the chart raises come out of a step and become rows.
// M5. Unknown never receives work: the idle clock runs in `idle.clear` alone.
import { assign, raise, setup } from "xstate";
import { initialContext, threshold } from "./context.ts";
import type { Policy, SessionContext } from "./context.ts";
import { stampOf } from "./inner-events.ts";
import type { ChartEvent } from "./inner-events.ts";
import type { Intent } from "./intents.ts";
import { DEFAULT_POLICY } from "./policy.ts";
import { changes } from "./session-changes.ts";
import { guards } from "./session-guards.ts";
import { intents } from "./session-intents.ts";

const types: { context: SessionContext; events: ChartEvent; input: Policy | undefined } = {
  context: initialContext(DEFAULT_POLICY),
  events: { type: "pause", at: 0 },
  input: undefined,
};

const chart = setup({
  types,
  guards,
  actions: {
    /** Does nothing here: it comes out of a step as an effect and becomes a row of the outbox. */
    intend: (_args, _intent: Intent) => {},
    "keep evidence": assign(({ context, event }) => changes.keepEvidence(context, event)),
    "note activity": assign(({ context, event }) => changes.noteActivity(context, event)),
    "run the idle clock": assign(({ context, event }) => changes.runIdleClock(context, event)),
    "run the idle clock from zero": assign(({ context, event }) => changes.runIdleClockFromZero(context, event)),
    "carry the idle time over": assign(({ context, event }) => changes.carryIdleTimeOver(context, event)),
    "hold the idle clock": assign(({ context, event }) => changes.holdIdleClock(context, event)),
    "hold the idle clock at zero": assign(() => changes.holdIdleClockAtZero()),
    "stop the idle clock": assign(() => changes.stopIdleClock()),
    "start asking": assign(({ context, event }) => changes.startAsking(context, event)),
    "stop asking": assign(() => changes.stopAsking()),
    "remember that it was given by hand": assign(() => changes.rememberByHand()),
    "hold what was granted": assign(({ context, event }) => changes.holdGranted(context, event)),
    "hold the general prompt": assign(({ context, event }) => changes.holdGeneralPrompt(context, event)),
    pause: assign(() => ({ paused: true })),
    feed: assign(() => ({ paused: false })),
    "let go": assign(() => changes.letGo()),
    "keep the report": assign(({ context, event }) => changes.keepReport(context, event)),
    "count the work session": assign(({ context, event }) => changes.countWorkSession(context, event)),
    "count the general prompt": assign(({ context }) => changes.countGeneralPrompt(context)),
    "count it done": assign(({ context }) => changes.countDone(context)),
    "count the verdict": assign(({ context, event }) => changes.countVerdict(context, event)),
    "count it failed": assign(({ context }) => changes.countFailed(context)),
    "say that it is idle long enough": raise(({ event }) => ({ type: "idle long enough", ...stampOf(event) })),
    "begin the idle time anew": raise(({ event }) => ({ type: "start the idle clock anew", ...stampOf(event) })),
    "shorten the wait": raise(({ event }) => ({ type: "shorten the wait", ...stampOf(event) })),
  },
  delays: {
    "rest of the idle threshold": ({ context }) => Math.max(0, threshold(context) - (context.idle?.ran ?? 0)),
    "rest of the limit": ({ context: { evidence } }) =>
      Math.max(0, (evidence?.until ?? evidence?.at ?? 0) - (evidence?.at ?? 0)),
    settle: ({ context }) => context.policy.settle,
    "unseen turn": ({ context }) => context.policy.unseenTurn,
    lost: ({ context }) => context.policy.lost,
    overtime: ({ context }) => context.policy.overtime,
  },
});

/** Where evidence leads. A state lists the ways that lead away from it and keeps what repeats itself (no re-entry). */
const ways = {
  gone: { guard: "says gone", target: "#session.activity.gone", actions: ["keep evidence", "stop the idle clock"] },
  limited: {
    guard: "says limited",
    target: "#session.activity.limited",
    actions: ["keep evidence", "stop the idle clock"],
  },
  waiting: {
    guard: "says waiting",
    target: "#session.activity.waiting",
    actions: ["keep evidence", "stop the idle clock"],
  },
  busy: {
    guard: "says busy",
    target: "#session.activity.busy",
    actions: ["keep evidence", "stop the idle clock", "note activity"],
  },
  draft: {
    guard: "says draft",
    target: "#session.activity.idle.draft",
    actions: ["keep evidence", "hold the idle clock"],
  },
  clear: {
    guard: "says idle",
    target: "#session.activity.idle.clear",
    actions: ["keep evidence", "run the idle clock"],
  },
  unknown: {
    guard: "says unknown",
    target: "#session.activity.unknown",
    actions: ["keep evidence", "stop the idle clock"],
  },
} as const;
const stay = { actions: "keep evidence" } as const;
const { gone, limited, waiting, busy, draft, clear, unknown } = ways;

/** A claim granted to somebody who no longer waits for it goes back. */
const lateGrant = { guard: "is not ours", actions: intents.toRelease } as const;
const byHandLater = { actions: "remember that it was given by hand" } as const;
const letGo = ["let go", "begin the idle time anew"] as const;

/** Whoever had our task is not there any more. */
const lost = {
  target: "#session.work.free",
  actions: [intents.toCompleteAsFailed("lost"), "count it failed", ...letGo],
} as const;

/** What a turn of ours that has come to rest amounts to. */
const endOfTurn = (goesOn: string, proof: string) =>
  [
    { guard: "work goes on behind", target: goesOn },
    {
      guard: "ended in an error",
      target: "#session.work.free",
      actions: [intents.toCompleteAsFailed("error"), "count it failed", ...letGo],
    },
    {
      guard: "was interrupted",
      target: "#session.work.free",
      actions: [intents.toCompleteAsFailed("interrupted"), "count it failed", ...letGo],
    },
    { target: "#session.work.free", actions: [intents.toCompleteAsDone(proof), "count it done", ...letGo] },
  ] as const;

const inDoubt = [
  { guard: "is not ours" },
  { target: "#session.work.unsure", actions: [intents.toWriteTheDoubtDown, "count the general prompt"] },
] as const;

export const sessionMachine = chart.createMachine({
  id: "session",
  type: "parallel",
  context: ({ input }) => initialContext(input ?? DEFAULT_POLICY),
  states: {
    activity: {
      initial: "unknown",
      states: {
        unknown: { on: { capture: [gone, limited, waiting, busy, draft, clear, stay] } },
        busy: {
          on: {
            capture: [gone, limited, waiting, draft, clear, unknown, { actions: ["keep evidence", "note activity"] }],
          },
        },
        idle: {
          initial: "clear",
          states: {
            clear: {
              after: { "rest of the idle threshold": { actions: "say that it is idle long enough" } },
              on: {
                capture: [gone, limited, waiting, busy, draft, unknown, stay],
                "start the idle clock anew": {
                  target: "clear",
                  reenter: true,
                  actions: "run the idle clock from zero",
                },
                "shorten the wait": { target: "clear", reenter: true, actions: "carry the idle time over" },
              },
            },
            draft: {
              on: {
                capture: [gone, limited, waiting, busy, clear, unknown, stay],
                "start the idle clock anew": { actions: "hold the idle clock at zero" },
              },
            },
          },
        },
        waiting: { on: { capture: [gone, limited, busy, draft, clear, unknown, stay] } },
        limited: {
          /** A limit that does not say when it ends holds until something else is seen. */
          after: { "rest of the limit": { guard: "was told when it ends", target: "unknown" } },
          on: {
            capture: [
              gone,
              { guard: "says another limit", target: "limited", reenter: true, actions: "keep evidence" },
              waiting,
              busy,
              draft,
              clear,
              unknown,
              stay,
            ],
          },
        },
        gone: { on: { capture: [limited, waiting, busy, draft, clear, unknown, stay] } },
      },
    },
    work: {
      initial: "free",
      on: { judged: { guard: "is about a turn of ours", actions: "count the verdict" } },
      states: {
        free: {
          on: {
            /** Asked again although a timer says so: it may be one of an idle time gone by. */
            "idle long enough": {
              guard: "may ask",
              target: "idle-threshold",
              actions: ["start asking", intents.toAsk],
            },
            tick: { guard: "may ask", target: "idle-threshold", actions: ["start asking", intents.toAsk] },
            resume: {
              guard: "is idle long enough",
              target: "idle-threshold",
              actions: ["start asking", intents.toAsk],
            },
            assign: [
              { guard: "may ask by hand", target: "idle-threshold", actions: ["start asking", intents.toAsk] },
              { actions: ["remember that it was given by hand", "shorten the wait"] },
            ],
            granted: { actions: intents.toRelease },
          },
        },
        "idle-threshold": {
          on: {
            granted: [
              { guard: "is another claim", actions: intents.toRelease },
              { target: "assigning", actions: ["hold what was granted", intents.toDeliver] },
            ],
            nothing: [
              { guard: "is another claim" },
              {
                guard: "may give the general prompt",
                target: "assigning",
                actions: ["hold the general prompt", intents.toDeliver],
              },
              { target: "free", actions: "stop asking" },
            ],
            capture: { guard: "says no longer idle", target: "free", actions: "stop asking" },
            pause: { target: "free", actions: "stop asking" },
            assign: byHandLater,
          },
        },
        assigning: {
          on: {
            delivered: [
              { guard: "is not ours" },
              {
                guard: "was reported done",
                target: "free",
                actions: ["count the work session", intents.toCompleteByTheReport, "count it done", ...letGo],
              },
              {
                guard: "was reported failed",
                target: "free",
                actions: ["count the work session", intents.toCompleteByTheReport, "count it failed", ...letGo],
              },
              { guard: "was last seen busy", target: "working.running", actions: "count the work session" },
              { guard: "was last seen idle", target: "working.unseen-quiet", actions: "count the work session" },
              { guard: "was last seen gone", target: "working.absent", actions: "count the work session" },
              { target: "working", actions: "count the work session" },
            ],
            refused: [{ guard: "is not ours" }, { target: "free", actions: [intents.toReleaseWhatWeHold, ...letGo] }],
            unsure: inDoubt,
            reported: { guard: "is about our task", actions: "keep the report" },
            granted: lateGrant,
            assign: byHandLater,
          },
        },
        working: {
          initial: "unseen",
          states: {
            /** Delivered, and no turn seen yet. */
            unseen: { on: { capture: [{ guard: "says idle", target: "unseen-quiet" }] } },
            "unseen-quiet": {
              after: { "unseen turn": endOfTurn("unseen", "idle since the delivery; the turn itself was not seen") },
              on: {
                capture: [
                  { guard: "says draft", target: "unseen" },
                  { guard: "says unknown", target: "unseen" },
                ],
              },
            },
            running: {
              after: { overtime: { target: "running", reenter: true, actions: intents.toTellOfOvertime } },
              on: { capture: [{ guard: "says busy" }, { guard: "says idle", target: "quiet" }] },
            },
            /** A person must answer, or a limit holds: the overtime clock stands still. */
            blocked: { on: { capture: [{ guard: "says idle", target: "quiet" }] } },
            quiet: {
              after: { settle: endOfTurn("running", "idle again after a turn") },
              on: {
                capture: [
                  { guard: "says draft", target: "running" },
                  { guard: "says unknown", target: "running" },
                ],
              },
            },
            absent: {
              after: { lost },
              on: {
                capture: [
                  { guard: "says replaced", ...lost },
                  { guard: "says gone" },
                  { guard: "says idle", target: "unseen-quiet" },
                  { guard: "says unknown", target: "unseen" },
                  { guard: "says draft", target: "unseen" },
                ],
              },
            },
          },
          on: {
            capture: [
              { guard: "says replaced", ...lost },
              { guard: "says gone", target: ".absent" },
              { guard: "says busy", target: ".running" },
              { guard: "says waiting", target: ".blocked" },
              { guard: "says limited", target: ".blocked" },
            ],
            channel: [
              { guard: "is not about our task" },
              { guard: "work goes on behind" },
              {
                guard: "says the turn failed",
                target: "free",
                actions: [intents.toCompleteByTheChannel, "count it failed", ...letGo],
              },
              { target: "free", actions: [intents.toCompleteByTheChannel, "count it done", ...letGo] },
            ],
            reported: [
              { guard: "is not about our task" },
              {
                guard: "reports done",
                target: "free",
                actions: [intents.toCompleteByTheReport, "count it done", ...letGo],
              },
              { target: "free", actions: [intents.toCompleteByTheReport, "count it failed", ...letGo] },
            ],
            granted: lateGrant,
            assign: byHandLater,
          },
        },
        unsure: {
          on: {
            settled: [{ guard: "is not ours" }, { target: "free", actions: [intents.toLiftTheHold, ...letGo] }],
            granted: lateGrant,
            assign: byHandLater,
          },
        },
      },
    },
    control: {
      initial: "feeding",
      states: {
        feeding: { on: { pause: { target: "paused", actions: "pause" } } },
        paused: { on: { resume: { target: "feeding", actions: "feed" } } },
      },
    },
  },
});
