import type { ClaimId, TaskId } from "../../../machines/ids.ts";
import type { RunEvent } from "../../../machines/run-events.ts";
import type { Db } from "../../database/open-file.ts";
import type { RunRules } from "../options.ts";
import { findOpenRun, findRunOfClaim } from "../queries/find-run.ts";
import type { RunRow } from "../run-row.ts";
import { runDoor } from "./step-run.ts";

/** How a run keeps pace with what happens to its task. Each is called before the task is moved, in the same transaction. */
export interface Follow {
  /** The run as it was, if there is one. */
  claim(claim: ClaimId, event: RunEvent): RunRow | undefined;
  task(task: TaskId, event: RunEvent): void;
}

export function followRuns(db: Db, rules: RunRules): Follow {
  const door = runDoor(db, rules);
  const byClaim = findRunOfClaim(db);
  const open = findOpenRun(db);
  return {
    claim: (claim, event) => {
      const row = byClaim(claim);
      if (row !== undefined) door.step(row, event);
      return row;
    },
    task: (task, event) => {
      const row = open(task);
      if (row !== undefined) door.step(row, event);
    },
  };
}
