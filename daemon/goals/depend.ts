import { taskId } from "../../machines/ids.ts";
import { sayCircle } from "../../orchestrator/goals/cycle.ts";
import type { GoalBook } from "../../orchestrator/goals/goal-book.ts";
import type { ChangedTask } from "../goal-service.ts";
import type { GoalCore } from "./goal-core.ts";
import { noTask } from "./not-there.ts";

/** Lets a task wait for others, or no longer. */
export async function depend(
  task: string,
  needs: readonly string[],
  move: GoalBook["depend"],
  core: GoalCore,
): Promise<ChangedTask> {
  if ([task, ...needs].includes("")) return { kind: "refused", why: "a task's id is not empty" };
  const came = await move(taskId(task), needs.map(taskId), core.clock.now());
  switch (came.kind) {
    case "depended":
      return { kind: "changed", task: came.task };
    case "no such task":
      return noTask(came.task, core);
    case "too late":
      return {
        kind: "refused",
        why: `task ${task} is ${came.task.status}; only pending and blocked ones can be told to wait`,
      };
    case "circle":
      return { kind: "refused", why: `that would be a circle: ${sayCircle(came.circle)}` };
  }
}
