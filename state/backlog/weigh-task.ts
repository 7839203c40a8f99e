import type { At, TaskId } from "../../machines/ids.ts";
import type { Parts } from "../../orchestrator/backlog.ts";
import type { Db } from "../database/open-file.ts";
import type { GoalRules } from "./options.ts";
import { graphBehind } from "./queries/graph-behind.ts";

/** What a task that is not done weighs, with all that waits for it. */
export function weighTask(db: Db, { weigh }: GoalRules): (id: TaskId, at: At) => Parts | undefined {
  const behind = graphBehind(db);
  return (id, at) => weigh(behind([id]), at).get(id);
}
