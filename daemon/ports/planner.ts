// The planner: whoever makes steps out of a goal, or parts out of a task.
// P1. What comes back is only what was said, brought into form; whether it is sound is judged by the orchestrator.
// P2. It takes no longer than its time limit, and holds no more than its bounds, whatever is on the other side.
// P3. Nothing it says is ever run.
import type { Asked } from "../../orchestrator/plan/prompt.ts";
import type { LeftOut, PlannedTask } from "../../orchestrator/plan/plan.ts";

export type { Asked } from "../../orchestrator/plan/prompt.ts";
export type { LeftOut, PlannedTask } from "../../orchestrator/plan/plan.ts";

export type PlannerAnswer =
  | { readonly kind: "tasks"; readonly tasks: readonly PlannedTask[]; readonly leftOut: readonly LeftOut[] }
  /** It was understood, and there is nothing to plan, or the planner will not. */
  | { readonly kind: "declined"; readonly why: string }
  /** The answer has not the form that was asked for; asked again, a model may do better. */
  | { readonly kind: "malformed"; readonly why: string }
  /** No answer: time-out, exit code, no connection. */
  | { readonly kind: "failed"; readonly why: string };

export interface Planner {
  /** For people and in the plan: `markdown`, `command`, `endpoint`. */
  readonly name: string;
  /** `complaint`: why the last answer to this was of no use. */
  plan(asked: Asked, complaint?: string): Promise<PlannerAnswer>;
  /** The daemon ends: what is being asked now fails, and no more is asked. */
  callOff(): void;
}
