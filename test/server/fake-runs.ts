import type { RunService } from "../../daemon/run-service.ts";
import { runId, sessionName, taskId } from "../../machines/ids.ts";
import { DEFAULT_RUN_POLICY } from "../../machines/run-context.ts";
import type { Run } from "../../orchestrator/runs/run.ts";

/** The runs port over one run, in review, of `task-1`. */
export function fakeRuns(now: number): RunService {
  let run: Run = {
    id: runId("run-1"),
    task: taskId("task-1"),
    session: sessionName("foundation"),
    state: "review",
    attempt: 1,
    round: 0,
    policy: DEFAULT_RUN_POLICY,
    wants: "every run of this project is reviewed",
    hasWorktree: false,
    createdAt: now,
    claimedDoneAt: now,
  };
  const with_ = async <T>(id: string, then: () => T) =>
    id === run.id || id === run.task ? then() : ({ kind: "not there", what: "run", id, known: [run.id] } as const);
  const judge = (state: "done" | "failed") => () => {
    if (run.state !== "review") return { kind: "refused", why: `run run-1 is ${run.state}` } as const;
    run = { ...run, state, endedAt: now };
    return { kind: "judged", run, task: undefined, merged: false } as const;
  };
  const refused = { kind: "refused", why: "run run-1 had no worktree" } as const;
  return {
    list: async ({ states }) => (states === undefined || states.includes(run.state) ? [{ run }] : []),
    show: (id) => with_(id, () => ({ run, reports: [{ round: 0, at: now, ended: "idle again" }] })),
    patch: (id) => with_(id, () => ({ kind: "patch", run, text: "+added" }) as const),
    approve: (id) => with_(id, judge("done")),
    reject: (id) => with_(id, judge("failed")),
    merge: (id) => with_(id, () => refused),
    remove: (id) => with_(id, () => refused),
  };
}
