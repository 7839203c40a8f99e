// What is found of a round's work, before anybody judges it: what changed, what the agent said last, what the check says.
// N1. One inspection of a run at a time. One that a killed daemon had begun is ended first, and then begun anew.
// N2. Whatever cannot be found out is said to be unknown; it stops nothing.
import type { CheckOutcome } from "../../machines/run-events.ts";
import type { Inspection } from "../../orchestrator/runs/run-book.ts";
import { linesChanged } from "../../orchestrator/runs/run.ts";
import type { CheckReport, Place, Run } from "../../orchestrator/runs/run.ts";
import { typeable } from "../../orchestrator/text.ts";
import type { Task } from "../../orchestrator/task.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import { Ended } from "../life.ts";
import type { Backlog, Clock } from "../ports.ts";
import type { Checked, Checker } from "../ports/checker.ts";
import type { Git, Measured } from "../ports/git.ts";
import type { Eyes } from "../delivery/sight.ts";
import type { Settings } from "../settings.ts";
import { lastWords } from "./last-words.ts";
import { asLine, checkOf, projectOf } from "./project.ts";

export interface Inspector {
  readonly backlog: Backlog;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly eyes: Eyes;
  readonly git: Git;
  readonly checker: Checker;
  readonly settings: Pick<Settings, "projects">;
}

/** Throws Ended where the daemon stops meanwhile: the next one begins anew. */
export async function inspect(run: Run, by: Inspector): Promise<Inspection | undefined> {
  const task = await by.backlog.get(run.task);
  if (task === undefined) return undefined;
  const message = await lastWords(run, by);
  const measured = await measure(run.place, by.git);
  const check = await checkRun(run, task, by);
  const delivery = run.claim && by.ledger.delivery(run.claim);
  const report = {
    round: run.round,
    at: by.clock.now(),
    ended: task.note ?? "",
    ...(delivery?.phase.name === "delivered" ? { arrived: delivery.phase.proof.seen } : {}),
    ...(message === undefined ? {} : { message }),
    ...(check === undefined ? {} : { check }),
    ...(measured.kind === "measured" ? { change: measured.change } : { unmeasured: measured.why }),
  };
  return {
    report,
    check: check?.outcome ?? { kind: "none" },
    lines: measured.kind === "measured" ? linesChanged(measured.change) : null,
    ...(measured.kind === "measured" ? { patch: typeable(measured.patch) } : {}),
  };
}

async function measure(place: Place | undefined, git: Git): Promise<Measured> {
  if (place === undefined) return { kind: "unknown", why: "nobody knows where it was done" };
  if (place.base === undefined) return { kind: "unknown", why: `${place.directory} is in no git repository` };
  return git.measure(place.directory, place.base);
}

async function checkRun(run: Run, task: Task, by: Inspector): Promise<CheckReport | undefined> {
  const project = projectOf(by.settings, task.project);
  const command = checkOf(task, project);
  if (command === undefined) return undefined;
  const directory = run.place?.directory ?? project.directory;
  if (directory === undefined) {
    const outcome = { kind: "not run", reason: "nobody knows in which directory" } as const;
    return { command: asLine(command), outcome, directory: "", took: 0, output: "" };
  }
  await endLeft(run, by);
  const checked = await by.checker.run({
    command,
    directory,
    environment: environmentOf(run),
    timeout: project.checkTimeout,
    begun: (process) => by.backlog.noteCheck(run.id, process),
  });
  if (checked.kind === "called off") throw new Ended();
  await by.backlog.noteCheck(run.id, undefined);
  return { command: asLine(command), directory, ...reportOf(checked) };
}

/** Keeps N1. */
async function endLeft(run: Run, { backlog, checker }: Inspector): Promise<void> {
  const left = await backlog.checkProcess(run.id);
  if (left !== undefined) await checker.endLeft(left);
}

/** What a shell says where the program itself could not be run. */
const NO_SUCH_PROGRAM: ReadonlySet<number | null> = new Set([125, 126, 127]);

function reportOf(checked: Exclude<Checked, { kind: "called off" }>): Pick<CheckReport, "outcome" | "took" | "output"> {
  switch (checked.kind) {
    case "not started":
      return { outcome: { kind: "not run", reason: checked.why }, took: 0, output: "" };
    case "timed out": {
      const reason = `it was ended after ${seconds(checked.took)} s without an answer`;
      return { outcome: { kind: "failed", reason }, took: checked.took, output: typeable(checked.output) };
    }
    case "ended":
      return { outcome: outcomeOf(checked), took: checked.took, output: typeable(checked.output) };
  }
}

function outcomeOf({ code, took, output }: Extract<Checked, { kind: "ended" }>): CheckOutcome {
  if (code === 0) return { kind: "passed" };
  if (NO_SUCH_PROGRAM.has(code)) {
    const said = typeable(output).trim().split("\n").at(-1);
    return { kind: "not run", reason: said || `it ended with code ${code}` };
  }
  return {
    kind: "failed",
    reason: `it ended with ${code === null ? "a signal" : `code ${code}`} after ${seconds(took)} s`,
  };
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(ms < 10_000 ? 1 : 0);

/** What the agent was told it may use, for its check too. */
function environmentOf({ id, task, place }: Run): Readonly<Record<string, string>> {
  const { worktree } = place ?? {};
  const own = { DROVER_TASK: task, DROVER_RUN: id };
  if (worktree === undefined) return own;
  return {
    ...own,
    DROVER_PORT: String(worktree.port),
    DROVER_PORTS: `${worktree.port}-${worktree.port + worktree.ports - 1}`,
    DROVER_DATA: worktree.data,
  };
}
