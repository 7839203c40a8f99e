// The chart of a run: one attempt of one task in one session, stepped from outside (run-step.ts).
// R1. A run follows its claims: an event under another claim than its own changes nothing.
// R2. Intents sit on transitions: what they mean for the task is written in the run's own transaction, the rest is
//     done after it, at least once.
// R3. `done` is verified: the check passed, or a person said so, or neither was asked for.
// R4. A failed check goes back to the session that did the work, so often and no longer; then the run has failed.
// R5. What cannot be told (a check that did not run, a change nobody could measure) is a person's to judge.
import { assign, setup } from "xstate";
import { DEFAULT_RUN_POLICY, initialRunContext } from "./run-context.ts";
import type { RunContext, RunInput } from "./run-context.ts";
import { runChanges } from "./run-changes.ts";
import { runGuards } from "./run-guards.ts";
import type { RunChartEvent } from "./run-guards.ts";
import { runIntents } from "./run-effects.ts";
import type { RunIntent } from "./run-intents.ts";

const NEW: RunInput = { policy: DEFAULT_RUN_POLICY, offered: false };
const types: { context: RunContext; events: RunChartEvent; input: RunInput | undefined } = {
  context: initialRunContext(NEW),
  events: { type: "approved", at: 0, message: "" },
  input: undefined,
};

const chart = setup({
  types,
  guards: runGuards,
  actions: {
    /** Does nothing here: it comes out of a step as an effect. */
    intend: (_args, _intent: RunIntent) => {},
    "hold the claim": assign(({ event }) => runChanges.holdClaim(event)),
    "let the claim go": assign(() => runChanges.letClaimGo()),
    "offer it": assign(() => runChanges.offer()),
    "let it be judged": assign(({ context }) => runChanges.judge(context)),
    "count the round": assign(({ context }) => runChanges.countRound(context)),
    "note the failure": assign(({ event }) => runChanges.noteFailure(event)),
    "note the usage limit": assign(({ event }) => runChanges.noteLimit(event)),
    "note the last failed check": assign(({ context }) => runChanges.noteLastCheck(context)),
    "note why": assign(({ context, event }) => runChanges.noteWhy(context, event)),
  },
  delays: { patience: ({ context }) => context.policy.patience },
});

const { toMove, toEnd, toFail, toFollowUp, toSetFree, toInspect, toOffer, toLetCount } = runIntents;

/** Somebody else ended the task: the run follows. */
const settled = [
  { guard: "settled as done", target: "#run.done", actions: toLetCount("done") },
  { target: "#run.failed", actions: ["note the failure", toLetCount("failed")] },
] as const;
/** The same before anything was typed: there is no attempt that a later one could be told of. */
const settledBefore = [
  { guard: "settled as done", target: "#run.done", actions: toLetCount("done") },
  { guard: "is a follow-up", target: "#run.failed", actions: ["note the failure", toLetCount("failed")] },
  { target: "#run.withdrawn" },
] as const;
const released = [
  { guard: "is another claim" },
  { guard: "waits for its own session", target: "#run.briefing.offered", actions: "let the claim go" },
  { target: "#run.withdrawn" },
] as const;
/** Another turn is judged instead of the one before. */
const judgeThisTurn = [toLetCount("again"), "let it be judged", toMove("checking"), toInspect] as const;
/** The end of a turn of ours. */
const ended = [
  { guard: "is another claim" },
  { guard: "ended in failure", target: "#run.failed", actions: ["note the failure", toFail, toLetCount("again")] },
  { guard: "is judged", target: "#run.checking", actions: judgeThisTurn },
  { target: "#run.done", actions: toEnd },
] as const;
const unsure = [{ guard: "is another claim" }, { target: "#run.unsure" }] as const;

export const runMachine = chart.createMachine({
  id: "run",
  context: ({ input }) => initialRunContext(input ?? NEW),
  initial: "briefing",
  states: {
    briefing: {
      initial: "offered",
      on: { settled: settledBefore },
      states: {
        /** Lies in the backlog for its session. */
        offered: {
          after: {
            patience: [
              {
                guard: "is a follow-up",
                target: "#run.failed",
                actions: ["note the last failed check", toSetFree, toLetCount("failed")],
              },
              { target: "#run.withdrawn", actions: toSetFree },
            ],
          },
          on: {
            claimed: { target: "writing", actions: "hold the claim" },
            /** A word does not stand for the check: it is run once more, and the turn that waits for it is judged by it. */
            "claimed done": {
              guard: "is a follow-up",
              target: "#run.checking",
              actions: [toMove("checking"), toInspect],
            },
            approved: { guard: "is a follow-up", target: "#run.done", actions: [toEnd, toLetCount("done")] },
          },
        },
        /** Its session holds the claim; the text is being prepared. */
        writing: {
          on: {
            released,
            begun: [{ guard: "is another claim" }, { target: "#run.starting" }],
          },
        },
      },
    },
    /** May have been typed; not proven yet. */
    starting: {
      on: {
        released,
        working: [{ guard: "is another claim" }, { target: "running" }],
        ended,
        unsure,
        settled,
      },
    },
    running: {
      initial: "active",
      states: {
        active: {},
        waiting: {},
        limited: {
          on: {
            ended: {
              guard: "ended in an error of ours",
              target: "#run.failed",
              actions: ["note the usage limit", toFail, toLetCount("again")],
            },
          },
        },
      },
      on: {
        doing: [
          { guard: "is another claim" },
          { guard: "waits for a person", target: ".waiting" },
          { guard: "waits for its limit", target: ".limited" },
          { target: ".active" },
        ],
        ended,
        unsure,
        settled,
      },
    },
    /** Nobody can tell whether it was typed, or how it ended: a person settles it. */
    unsure: {
      on: {
        ended,
        settled,
        "claimed done": { guard: "is judged", target: "checking", actions: judgeThisTurn },
      },
    },
    checking: {
      on: {
        inspected: [
          { guard: "is another round" },
          {
            guard: "failed and may follow up",
            target: "briefing.offered",
            actions: [toFollowUp, "count the round", "offer it", toOffer],
          },
          {
            guard: "failed the check",
            target: "failed",
            actions: ["note the failure", toFail, toLetCount("failed")],
          },
          { guard: "wants a person", target: "review", actions: ["note why", toMove("review")] },
          { target: "done", actions: [toEnd, toLetCount("done")] },
        ],
        settled,
      },
    },
    review: {
      on: {
        approved: { target: "done", actions: [toEnd, toLetCount("done")] },
        rejected: { target: "failed", actions: ["note the failure", toFail, toLetCount("failed")] },
        settled,
      },
    },
    done: { type: "final" },
    failed: { type: "final" },
    /** Nothing of it was ever typed: it leaves no trace. */
    withdrawn: { type: "final" },
  },
});
