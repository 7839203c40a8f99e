import type { RunState } from "../../../machines/run-step.ts";
import type { Run } from "../../../orchestrator/runs/run.ts";
import type { Task, TaskStatus } from "../../../orchestrator/task.ts";

/** What a task may be while its run is so. */
const FIT: Readonly<Record<RunState, readonly TaskStatus[]>> = {
  /** Offered: in line, or claimed a moment ago. */
  briefing: ["pending", "blocked", "claimed"],
  starting: ["sent"],
  running: ["sent", "working"],
  unsure: ["unsure"],
  checking: ["checking"],
  review: ["review"],
  done: [],
  failed: [],
  withdrawn: [],
};

/** False: somebody else has moved the task. */
export const fits = (run: Run, task: Task | undefined): boolean =>
  task !== undefined &&
  FIT[run.state].includes(task.status) &&
  (run.claim === undefined || task.claim === undefined || task.claim === run.claim);
