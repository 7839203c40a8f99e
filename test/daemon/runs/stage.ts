// Real stores, a real git and a real checker; no pane, since nobody looks at one here.
import { onTestFinished } from "vitest";
import { systemChecker } from "../../../adapters/check/checker.ts";
import { systemGit } from "../../../adapters/git/git.ts";
import { systemProcesses } from "../../../adapters/processes/processes.ts";
import { openStores } from "../../../cli/compose/stores.ts";
import type { Stores } from "../../../cli/compose/stores.ts";
import type { Eyes } from "../../../daemon/delivery/sight.ts";
import { claimId, sessionName } from "../../../machines/ids.ts";
import type { At, ClaimId, TaskId } from "../../../machines/ids.ts";
import { DEFAULT_RUN_POLICY } from "../../../machines/run-context.ts";
import type { RunPolicy } from "../../../machines/run-context.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import type { Run } from "../../../orchestrator/runs/run.ts";
import { temporaryDirectory } from "../../state/temporary.ts";
import { manualClock } from "../../support/manual-clock.ts";

export const red = sessionName("red");
export const git = systemGit();
export const checker = systemChecker(systemProcesses());
export const noEyes: Eyes = {
  server: () => undefined,
  pane: () => undefined,
  see: async () => undefined,
  isGone: async () => true,
  respawned: async () => undefined,
};

export async function storesForTest(): Promise<Stores> {
  const opened = await openStores(temporaryDirectory());
  if (opened.kind === "refused") throw new Error(opened.why);
  onTestFinished(() => opened.stores.close());
  return opened.stores;
}

export interface Held {
  readonly claim: ClaimId;
  readonly fence: number;
  readonly run: Run;
}

let claims = 0;
/** Session `red` takes this task, which must be the next in line. */
export async function taken(
  task: TaskId,
  policy: RunPolicy,
  { backlog, clock }: Pick<Stores, "backlog" | "clock">,
): Promise<Held> {
  const claim = claimId(`c-${++claims}`);
  const claimed = await backlog.claim({ claim, session: red, projects: [], at: clock.now() });
  const run = await backlog.openRun({ claim, session: red, policy, at: clock.now() });
  if (claimed.kind !== "claimed" || claimed.task.id !== task || run === undefined) throw new Error("another task");
  return { claim, fence: claimed.fence, run };
}

/** Its text was given, and its agent works. */
export async function begun(held: Held, { backlog }: Pick<Stores, "backlog">): Promise<void> {
  await backlog.begin(held.claim, held.fence);
  await backlog.working(held.claim, held.fence);
}

/** The turn came to its end. */
export async function ended(held: Held, { backlog, clock }: Pick<Stores, "backlog" | "clock">): Promise<void> {
  await backlog.endRun(held.claim, held.fence, { kind: "done", proof: "idle" }, clock.now());
}

/** A run that ended then, inspected and passed. */
export async function inspectedRun(backlog: Backlog, at: At): Promise<Run> {
  const stores = { backlog, clock: manualClock(at) };
  const { id } = await backlog.add({ content: "x" }, at);
  const held = await taken(id, { ...DEFAULT_RUN_POLICY, check: true }, stores);
  await begun(held, stores);
  await ended(held, stores);
  const report = { round: 0, at, ended: "idle", message: "last words" };
  await backlog.inspected(held.run.id, { report, check: { kind: "passed" }, lines: 1, patch: "+x" }, at);
  return held.run;
}
