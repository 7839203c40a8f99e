// Proposes to split what is too large for one go, without being asked: by its size, or by a long try that failed.
// S1. One task at a time, each at most once in a daemon's life, and none for which a plan was ever made: who has said no
//     is not asked again.
// S2. `ask`: the plan waits for a person. `auto`: the user has said yes beforehand; a task that has begun meanwhile stays
//     whole.
// S3. Nothing is silent: what is proposed, split or not understood stands in the work log. That a text names no steps is
//     nothing to tell.
import { splitAdvice } from "../../orchestrator/plan/split.ts";
import type { Task } from "../../orchestrator/task.ts";
import type { GoalService } from "../goal-service.ts";
import { Ended } from "../life.ts";
import type { Life } from "../life.ts";
import type { Backlog } from "../ports.ts";
import { failedTries } from "./failed-tries.ts";

export interface SplitKeeper {
  readonly backlog: Pick<Backlog, "version" | "heavy" | "events">;
  readonly goals: Pick<GoalService, "split" | "accept">;
  readonly mode: "ask" | "auto";
  readonly life: Life;
  /** How many rows are looked through at once. */
  readonly rows?: number;
  /** Tells people, in the work log. */
  readonly note: (type: string, data: unknown) => void;
}

/** ms */
const LOOK_EVERY = 10_000;
/** Looked through at once. */
const ROWS = 1_000;

/** Resolves when the life is over. */
export async function keepSplitting(by: SplitKeeper): Promise<void> {
  const asked = new Set<string>();
  let row = 0;
  let seen: number | undefined;
  try {
    for (;;) {
      const version = by.backlog.version();
      if (row > 0 || version !== seen) {
        // What changes behind the reader's back is met in the next pass.
        if (row === 0) seen = version;
        const { tasks, next } = await by.backlog.heavy(row, by.rows ?? ROWS);
        for (const task of tasks) if (!asked.has(task.id)) await consider(task, asked, by);
        row = next;
      }
      await by.life.pause(LOOK_EVERY);
    }
  } catch (error) {
    if (!(error instanceof Ended) && !by.life.ended) throw error;
  }
}

async function consider(task: Task, asked: Set<string>, by: SplitKeeper): Promise<void> {
  const advice = splitAdvice(task, failedTries(await by.backlog.events(task.id)));
  if (advice.kind === "leave" || by.life.ended) return;
  asked.add(task.id);
  const came = await by.goals.split(task.id, {});
  if (by.life.ended) return;
  if (came.kind === "failed") by.note("split failed", { task: task.id, why: came.why });
  if (came.kind !== "planned") return;
  const { id: plan, tasks } = came.plan;
  const what = { task: task.id, plan, parts: tasks.length, because: advice.because };
  if (by.mode === "ask") return by.note("split proposed", what);
  const accepted = await by.goals.accept(plan);
  if (accepted.kind === "accepted") by.note("split", what);
  else by.note("split proposed", what);
}
