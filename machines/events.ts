import type { Evidence } from "./evidence.ts";
import type { At, ClaimId, TaskId } from "./ids.ts";

/** What a session was granted: a task of the backlog, or the general prompt where no task matched. */
export type Grant =
  | {
      readonly kind: "task";
      readonly task: TaskId;
      readonly fence: number;
      readonly priority: number;
      /** The end of the turn is not the end of the task: it is counted when it was judged. */
      readonly judgedLater?: true;
    }
  | { readonly kind: "general" };

/** How we know that the text was submitted: a line of the agent's own, or the screen of the same agent. */
export interface Proof {
  readonly kind: "receipt" | "screen";
  readonly seen: string;
}

/** Everything that can happen to a session. Time comes with the event. */
export type SessionEvent =
  /** Evidence about the agent, settled and fused. */
  | { readonly type: "capture"; readonly at: At; readonly evidence: Evidence }
  /** The backlog changed, or the check interval is over: look again whether there is something to do. */
  | { readonly type: "tick"; readonly at: At; readonly claim: ClaimId }
  /** The agent's own word about its turn, from a hook or a transcript. */
  | {
      readonly type: "channel";
      readonly at: At;
      readonly turn: "ended" | "failed";
      readonly task: TaskId;
      readonly seen: string;
    }
  | { readonly type: "granted"; readonly at: At; readonly claim: ClaimId; readonly grant: Grant }
  /** `wait`: what may come is on its way; it is no time for the general prompt. */
  | { readonly type: "nothing"; readonly at: At; readonly claim: ClaimId; readonly wait?: true }
  | { readonly type: "delivered"; readonly at: At; readonly claim: ClaimId; readonly proof: Proof }
  | { readonly type: "refused"; readonly at: At; readonly claim: ClaimId; readonly reason: string }
  | { readonly type: "unsure"; readonly at: At; readonly claim: ClaimId; readonly seen: string }
  /** `drover done` or `drover fail`, by the agent or by a person. */
  | {
      readonly type: "reported";
      readonly at: At;
      readonly task: TaskId;
      readonly outcome: "done" | "failed";
      readonly text: string;
    }
  /** A task was given by hand and lies in the backlog, bound to this session. */
  | { readonly type: "assign"; readonly at: At; readonly claim: ClaimId }
  | { readonly type: "pause"; readonly at: At }
  | { readonly type: "resume"; readonly at: At; readonly claim: ClaimId }
  /** What came of a turn that was to be judged; `again`: nothing, another turn of the task is judged instead. */
  | {
      readonly type: "judged";
      readonly at: At;
      readonly claim: ClaimId;
      readonly outcome: "done" | "failed" | "again";
    }
  /** A person settled what was unsure. */
  | { readonly type: "settled"; readonly at: At; readonly claim: ClaimId }
  /** A durable timer of the chart is due. `event` is what the chart asked for when it set the timer. */
  | {
      readonly type: "timer";
      readonly at: At;
      readonly event: string;
      readonly claim: ClaimId;
      /** When it was due: a timer that was set anew meanwhile is another one. */
      readonly due?: At;
    };
