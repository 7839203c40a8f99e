import type { Policy } from "../../machines/context.ts";
import type { Grant, SessionEvent } from "../../machines/events.ts";
import type { Evidence, Flag, Verdict } from "../../machines/evidence.ts";
import { claimId, taskId } from "../../machines/ids.ts";
import type { At, ClaimId } from "../../machines/ids.ts";
import type { TimerEffect } from "../../machines/step.ts";

export const POLICY: Policy = {
  idleThreshold: 180_000,
  handThreshold: 2_000,
  settle: 3_000,
  unseenTurn: 20_000,
  lost: 5_000,
  overtime: 7_200_000,
  generalPromptMax: 1,
};

export const claim = (number: number): ClaimId => claimId(`c-${number}`);
export const task = (number: number): Extract<Grant, { kind: "task" }> => ({
  kind: "task",
  task: taskId(`task-${number}`),
  fence: number,
  priority: 50,
});
export const general: Grant = { kind: "general" };

export const evidence = (verdict: Verdict, at: At, flags: readonly Flag[] = [], until?: At): Evidence => ({
  verdict,
  flags,
  because: `test/${verdict}`,
  source: "screen",
  at,
  agent: "claude",
  ...(until === undefined ? {} : { until }),
});

/** Events, each with its time first. A claim's number names the task granted under it. */
export const see = (at: At, verdict: Verdict, ...flags: readonly Flag[]): SessionEvent => ({
  type: "capture",
  at,
  evidence: evidence(verdict, at, flags),
});
export const seeLimit = (at: At, until: At): SessionEvent => ({
  type: "capture",
  at,
  evidence: evidence("limited", at, [], until),
});
export const tick = (at: At, number: number): SessionEvent => ({ type: "tick", at, claim: claim(number) });
export const granted = (at: At, number: number): SessionEvent => ({
  type: "granted",
  at,
  claim: claim(number),
  grant: task(number),
});
export const nothing = (at: At, number: number): SessionEvent => ({ type: "nothing", at, claim: claim(number) });
export const delivered = (at: At, number: number): SessionEvent => ({
  type: "delivered",
  at,
  claim: claim(number),
  proof: { kind: "screen", seen: "the text left the composer" },
});
export const refused = (at: At, number: number): SessionEvent => ({
  type: "refused",
  at,
  claim: claim(number),
  reason: "a person types",
});
export const unsure = (at: At, number: number): SessionEvent => ({
  type: "unsure",
  at,
  claim: claim(number),
  seen: "the pane did not answer",
});
export const settled = (at: At, number: number): SessionEvent => ({ type: "settled", at, claim: claim(number) });
export const reported = (at: At, number: number, outcome: "done" | "failed"): SessionEvent => ({
  type: "reported",
  at,
  task: task(number).task,
  outcome,
  text: `it is ${outcome}`,
});
export const channel = (at: At, number: number, turn: "ended" | "failed"): SessionEvent => ({
  type: "channel",
  at,
  turn,
  task: task(number).task,
  seen: "Stop hook",
});
export const assign = (at: At, number: number): SessionEvent => ({ type: "assign", at, claim: claim(number) });
export const pause = (at: At): SessionEvent => ({ type: "pause", at });
export const resume = (at: At, number: number): SessionEvent => ({ type: "resume", at, claim: claim(number) });

const NAMES = {
  idle: "xstate.after.rest of the idle threshold.session.activity.idle.clear",
  limit: "xstate.after.rest of the limit.session.activity.limited",
  settle: "xstate.after.settle.session.work.working.quiet",
  unseen: "xstate.after.unseen turn.session.work.working.unseen-quiet",
  lost: "xstate.after.lost.session.work.working.absent",
  overtime: "xstate.after.overtime.session.work.working.running",
} as const;
type Timer = keyof typeof NAMES;

/** The timer as the chart sets it, calls it off, and as it comes back when it is due. */
export const set = (timer: Timer, after: number): TimerEffect => ({
  kind: "set",
  id: NAMES[timer],
  after,
  event: NAMES[timer],
});
export const cancel = (timer: Timer): TimerEffect => ({ kind: "cancel", id: NAMES[timer] });
export const due = (at: At, timer: Timer, number: number): SessionEvent => ({
  type: "timer",
  at,
  event: NAMES[timer],
  claim: claim(number),
});
