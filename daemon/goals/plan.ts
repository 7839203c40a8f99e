// Asking a planner: what it is told, what its answer is worth, and the plan that is kept for a yes.
import { goalId, taskId } from "../../machines/ids.ts";
import type { GoalId } from "../../machines/ids.ts";
import { progressOf } from "../../orchestrator/goals/progress.ts";
import { unsplittable } from "../../orchestrator/plan/accept.ts";
import { mayGenerate } from "../../orchestrator/plan/generate.ts";
import type { LeftOut, Plan, PlannedTask, Subject } from "../../orchestrator/plan/plan.ts";
import type { Asked } from "../../orchestrator/plan/prompt.ts";
import type { SoundRules } from "../../orchestrator/plan/sound.ts";
import { soundPlan } from "../../orchestrator/plan/sound.ts";
import { chained, partsFor, splitAdvice, SPLIT_RULES } from "../../orchestrator/plan/split.ts";
import type { Task } from "../../orchestrator/task.ts";
import { checkTaskText } from "../../orchestrator/text.ts";
import type { Planned, PlanWish } from "../goal-service.ts";
import { failedTries } from "./failed-tries.ts";
import type { GoalCore } from "./goal-core.ts";
import { noGoal, noTask } from "./not-there.ts";

/** Tasks that an answer is compared with, at most: the goal's own and the newest open ones. */
const COMPARED = 2_000;

export async function planGoal(id: string, wish: PlanWish, core: GoalCore): Promise<Planned> {
  const { backlog, planning } = core;
  const goal = id === "" ? undefined : await backlog.goal(goalId(id));
  if (goal === undefined) return noGoal(id, core);
  const own = await backlog.list({ goal: goal.id });
  const may = mayGenerate(goal, progressOf(countsOf(own)), wish.again ?? false);
  if (may.kind === "no") return { kind: "nothing", why: `goal ${goal.id}: ${may.why}` };
  const visions = goal.vision === undefined ? [] : await backlog.visions();
  const vision = visions.find((one) => one.id === goal.vision)?.content;
  const max = wish.max ?? planning.max;
  const existing = await compared(goal.id, core);
  const asked: Asked = {
    kind: "goal",
    text: goal.content,
    ...(vision === undefined ? {} : { vision }),
    existing: own.map(({ content }) => content),
    max,
  };
  return propose(asked, { kind: "goal", goal: goal.id }, { max, existing }, core, {
    madeFrom: goal.content,
    ...(goal.generatedAt === undefined ? {} : { after: goal.generatedAt }),
  });
}

export async function splitTask(id: string, wish: PlanWish, core: GoalCore): Promise<Planned> {
  const { backlog, planning } = core;
  const task = id === "" ? undefined : await backlog.get(taskId(id));
  if (task === undefined) return noTask(id, core);
  const parts = (await backlog.blockers([task.id])).get(task.id)?.filter(({ as }) => as === "part").length ?? 0;
  const objection = unsplittable(task, parts);
  if (objection !== undefined) return { kind: "refused", why: objection };
  const advice = splitAdvice(task, failedTries(await backlog.events(task.id)));
  const goal = task.goal === undefined ? undefined : await backlog.goal(task.goal);
  const max = wish.max ?? planning.max;
  const asked: Asked = {
    kind: "task",
    text: task.content,
    existing: [],
    max,
    parts: advice.kind === "split" ? advice.parts : partsFor(SPLIT_RULES.minutes.M),
    ...(advice.kind === "split" ? { because: advice.because } : {}),
    ...(goal === undefined ? {} : { goal: goal.content }),
    ...(task.acceptance === undefined ? {} : { acceptance: task.acceptance }),
  };
  return propose(asked, { kind: "task", task: task.id }, { max, existing: [] }, core, { madeFrom: task.content });
}

/** A task in one part is as large as before. */
const isNoSplit = ({ kind }: Asked, tasks: readonly PlannedTask[]): boolean => kind === "task" && tasks.length < 2;

const countsOf = (tasks: readonly Task[]): Readonly<Record<string, number>> => {
  const wholes = new Set(tasks.map(({ parent }) => parent));
  const counts: Record<string, number> = {};
  for (const { id, status } of tasks) if (!wholes.has(id)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** What the steps must not repeat: all of the goal's tasks, and what is open elsewhere; nothing that was given up. */
async function compared(goal: GoalId, { backlog }: GoalCore): Promise<SoundRules["existing"]> {
  const own = await backlog.list({ goal, limit: COMPARED });
  const open = await backlog.list({
    statuses: ["blocked", "pending", "claimed", "sent", "working", "checking", "review"],
    limit: COMPARED,
  });
  return [...own, ...open].filter(({ status }) => status !== "cancelled");
}

async function propose(
  asked: Asked,
  subject: Subject,
  rules: Pick<SoundRules, "max" | "existing">,
  core: GoalCore,
  made: Pick<Plan, "madeFrom" | "after">,
): Promise<Planned> {
  const answer = await answered(asked, rules, core);
  if (answer.kind !== "sound") return answer;
  const plan: Plan = {
    id: `plan-${core.ids.fresh().slice(0, 8)}`,
    subject,
    planner: core.planner.name,
    tasks: answer.tasks,
    leftOut: answer.leftOut,
    ...made,
    status: "proposed",
    createdAt: core.clock.now(),
  };
  await core.backlog.propose(plan);
  return { kind: "planned", plan };
}

type Answered =
  | { readonly kind: "sound"; readonly tasks: readonly PlannedTask[]; readonly leftOut: readonly LeftOut[] }
  | { readonly kind: "nothing"; readonly why: string }
  | { readonly kind: "failed"; readonly why: string };

/** An answer that is of no use is asked for once more, with the complaint. */
async function answered(asked: Asked, rules: Pick<SoundRules, "max" | "existing">, core: GoalCore): Promise<Answered> {
  const first = await tryOnce(asked, rules, core);
  if (first.kind !== "malformed") return first;
  const second = await tryOnce(asked, rules, core, first.why);
  return second.kind === "malformed"
    ? { kind: "failed", why: `the ${core.planner.name} planner's answer is of no use: ${second.why}` }
    : second;
}

async function tryOnce(
  asked: Asked,
  rules: Pick<SoundRules, "max" | "existing">,
  { planner, planning }: GoalCore,
  complaint?: string,
): Promise<Answered | { readonly kind: "malformed"; readonly why: string }> {
  const answer = await planner.plan(asked, complaint);
  switch (answer.kind) {
    case "declined":
      return { kind: "nothing", why: answer.why };
    case "failed":
    case "malformed":
      return answer;
    case "tasks": {
      const steps = asked.kind === "task" ? chained(answer.tasks) : answer.tasks;
      // A check in the user's own Markdown is the user's.
      const checks = planning.checks || planner.name === "markdown";
      const sound = soundPlan(steps, { ...rules, checks, checkText: checkTaskText });
      const leftOut = [...answer.leftOut, ...(sound.kind === "malformed" ? [] : sound.leftOut)];
      if (sound.kind === "empty") return { kind: "nothing", why: nothingLeft(leftOut) };
      if (sound.kind === "sound" && isNoSplit(asked, sound.tasks))
        return { kind: "nothing", why: "the planner named a single part: that is no split" };
      return sound.kind === "sound" ? { ...sound, leftOut } : sound;
    }
  }
}

const nothingLeft = (leftOut: readonly LeftOut[]): string => {
  const first = leftOut[0];
  return first === undefined ? "the planner named no steps" : `every step was left out; of the first: ${first.why}`;
};
