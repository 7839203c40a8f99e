import { runId, taskId } from "../../machines/ids.ts";
import type { SessionName } from "../../machines/ids.ts";
import { activityOf, workOf } from "../../machines/step.ts";
import { keptFor } from "../../orchestrator/runs/details.ts";
import type { Judged } from "../../orchestrator/runs/run-book.ts";
import type { Run } from "../../orchestrator/runs/run.ts";
import { checkTaskText } from "../../orchestrator/text.ts";
import type { NotThere, Patch, Refused, RunService, RunView, Tidied, Verdict } from "../run-service.ts";
import type { Core } from "../service/core.ts";
import { settled } from "../service/settle.ts";
import { mergeRun, removeRun } from "./tidy.ts";

type RunCore = Pick<Core, "backlog" | "clock" | "dispatch" | "git" | "news" | "sessions" | "watching">;

/** The one implementation of what drover's faces may ask about runs. */
export function makeRunService(core: RunCore): RunService {
  const { backlog } = core;
  const withRun = async <T>(id: string, ask: (run: Run) => Promise<T>): Promise<T | NotThere> => {
    const run = await found(id, core);
    return run === undefined ? noRun(id, core) : ask(run);
  };
  return {
    list: async ({ states, task, limit = 100 }) => {
      const filter = { limit, ...(states === undefined ? {} : { states }), ...(task ? { task: taskId(task) } : {}) };
      return Promise.all((await backlog.runs(filter)).map((run) => listed(run, core)));
    },
    show: (id) => withRun(id, (run) => shown(run, core)),
    patch: (id) =>
      withRun(id, async (run) => {
        const text = await backlog.patch(run.id);
        if (text === undefined) return noPatch(run, core);
        return { kind: "patch", ...(await listed(run, core)), text } as const;
      }),
    approve: async (id, wish) => {
      const came = await withRun(id, (run) => approve(run, wish, core));
      return came.kind === "judged" || wish.merge ? came : ((await byWordAlone(id, wish.message, core)) ?? came);
    },
    reject: (id, message) => withRun(id, (run) => reject(run, message, core)),
    merge: (id) => withRun(id, async (run) => withTask(await mergeRun(run, core), core)),
    remove: (id, wish) => withRun(id, async (run) => withTask(await removeRun(run, wish, core), core)),
  };
}

const refused = (why: string): Refused => ({ kind: "refused", why });
const whyNot = ({ state, place }: Run): string =>
  place?.base === undefined
    ? "it worked in no git repository"
    : `it is ${state}; the change is taken when its turn ends`;

async function noPatch(run: Run, { backlog }: RunCore): Promise<Patch> {
  const removed = (await backlog.reports(run.id)).findLast(({ change }) => change !== undefined)?.detailsRemovedAt;
  if (removed === undefined || run.endedAt === undefined) {
    return refused(`of run ${run.id} no change was kept; ${whyNot(run)}`);
  }
  const kept = keptFor(run.endedAt, removed);
  return {
    kind: "gone",
    why: `the change of run ${run.id} was removed ${kept} after its end; [retention] runs says when`,
  };
}

/** A run of this id, or the newest of the task of this id. */
async function found(id: string, { backlog }: RunCore): Promise<Run | undefined> {
  if (id === "") return undefined;
  return (await backlog.run(runId(id))) ?? (await backlog.runs({ task: taskId(id), limit: 1 }))[0];
}

const noRun = async (id: string, { backlog }: RunCore): Promise<NotThere> => ({
  kind: "not there",
  what: "run",
  id,
  known: (await backlog.runs({ limit: 5 })).map((run) => run.id),
});

async function listed(run: Run, { backlog }: RunCore) {
  const task = await backlog.get(run.task);
  return { run, ...(task === undefined ? {} : { task }) };
}

const withTask = async (came: Tidied, core: RunCore): Promise<Tidied> =>
  came.kind === "done" ? { ...came, ...(await listed(came.run, core)) } : came;

async function shown(run: Run, core: RunCore): Promise<RunView> {
  const review = await core.backlog.review(run.id);
  const reports = await core.backlog.reports(run.id);
  return { ...(await listed(run, core)), reports, ...(review === undefined ? {} : { review }) };
}

async function approve(
  run: Run,
  { message, merge }: { readonly message: string; readonly merge: boolean },
  core: RunCore,
): Promise<Verdict> {
  if (merge) {
    // A person's yes is asked for before anything is merged: what is not in review is not merged on the way.
    if (run.state !== "review" && run.state !== "briefing") return notInReview(run.state, run);
    const merged = await mergeRun(run, core);
    if (merged.kind !== "done") return merged;
  }
  const judged = await core.backlog.approveRun(run.id, message, core.clock.now());
  return verdict(run, noted(run, judged, "approved", message, core), merge, core);
}

/** Undefined: it is not a task that a word can end. */
async function byWordAlone(id: string, message: string, core: RunCore): Promise<Verdict | undefined> {
  const note = message === "" ? "approved" : `approved: ${message}`;
  const answer = await settled(taskId(id), core.backlog.finish(taskId(id), note, core.clock.now()), core);
  return answer.kind === "settled" ? { kind: "judged", task: answer.task, merged: false } : undefined;
}

async function reject(run: Run, message: string, core: RunCore): Promise<Verdict> {
  const checked = checkTaskText(message);
  if (checked.kind === "refused") {
    return refused(
      message.trim() === ""
        ? "say what is to be done otherwise, with -m; the agent is told"
        : checked.why.replace("The task text", "The message"),
    );
  }
  const isOffered = isFree(run.session, core);
  const judged = await core.backlog.rejectRun(run.id, checked.text, isOffered, core.clock.now());
  return verdict(run, noted(run, judged, "rejected", checked.text, core), false, core);
}

function noted(run: Run, judged: Judged, verdict: "approved" | "rejected", message: string, { news }: RunCore): Judged {
  if (judged.kind === "judged") news.note(run.session, "judged", { task: run.task, run: run.id, verdict, message });
  return judged;
}

async function verdict(run: Run, judged: Judged, merged: boolean, core: RunCore): Promise<Verdict> {
  switch (judged.kind) {
    case "judged":
      return { kind: "judged", run: judged.run, task: await core.backlog.get(run.task), merged };
    case "no such run":
      return noRun(run.id, core);
    case "refused":
      return notInReview(judged.state, run);
  }
}

const notInReview = (state: string, run: Run): Refused =>
  refused(`run ${run.id} of task ${run.task} is ${state}, not in review; drover review list shows what is`);

/** It would take the task now. */
function isFree(session: SessionName, { sessions, watching }: RunCore): boolean {
  if (!watching || !sessions.has(session)) return false;
  const snapshot = sessions.get(session);
  return !snapshot.context.paused && workOf(snapshot) === "free" && activityOf(snapshot) === "idle";
}
