import type { At } from "../../../machines/ids.ts";
import type { Accepted } from "../../../orchestrator/goals/goal-book.ts";
import type { Plan, PlanId } from "../../../orchestrator/plan/plan.ts";
import type { NewTask } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { GoalRules } from "../options.ts";
import { countParts } from "../queries/count-parts.ts";
import { findGoal } from "../queries/find-goal.ts";
import { findPlan } from "../queries/find-plan.ts";
import { findTask } from "../queries/find-task.ts";
import { freshIds } from "../queries/fresh-ids.ts";
import { insertTask } from "../queries/insert-task.ts";
import { markGenerated } from "../queries/mark-generated.ts";
import { moveTask } from "../queries/move-task.ts";
import { settlePlan } from "../queries/settle-plan.ts";
import { addEvent } from "../queries/task-events.ts";

/** What a plan comes to: tasks to add, and the rest that is written with them; or why not. */
type Verdict =
  | { readonly kind: "tasks"; readonly tasks: readonly NewTask[]; readonly also: () => void }
  | { readonly kind: "refused"; readonly why: string };
type Judge = (plan: Plan, at: At) => Verdict;

export function acceptPlan(db: Db, rules: GoalRules): (id: PlanId, at: At) => Accepted {
  const find = findPlan(db);
  const forGoal = judgeForGoal(db, rules);
  const forTask = judgeForTask(db, rules);
  const insert = insertTask(db);
  const settle = settlePlan(db);
  return inTransaction(db, (id: PlanId, at: At): Accepted => {
    const plan = find(id);
    if (plan === undefined) return { kind: "no such plan" };
    const verdict = plan.subject.kind === "goal" ? forGoal(plan, at) : forTask(plan, at);
    if (verdict.kind === "refused") return verdict;
    verdict.also();
    const tasks = verdict.tasks.map((task) => insert(task, at));
    settle(id, "accepted", at);
    return { kind: "accepted", plan: { ...plan, status: "accepted" }, tasks };
  });
}

function judgeForGoal(db: Db, { objection, tasksForGoal }: GoalRules): Judge {
  const find = findGoal(db);
  const ids = freshIds(db);
  const mark = markGenerated(db);
  return (plan, at) => {
    const goal = plan.subject.kind === "goal" ? find(plan.subject.goal) : undefined;
    const why = objection(plan, goal);
    if (why !== undefined || goal === undefined) return { kind: "refused", why: why ?? "its goal is gone" };
    const tasks = tasksForGoal(plan, goal, ids(plan.tasks.length));
    return { kind: "tasks", tasks, also: () => mark(goal.id, plan.madeFrom, at) };
  };
}

/** A task that is split is blocked by its parts from here on; who still holds an old claim on it is shut out. */
function judgeForTask(db: Db, { objectionToSplit, partsOfTask }: GoalRules): Judge {
  const find = findTask(db);
  const parts = countParts(db);
  const ids = freshIds(db);
  const move = moveTask(db);
  const record = addEvent(db);
  return (plan, at) => {
    const found = plan.subject.kind === "task" ? find(plan.subject.task) : undefined;
    const why = objectionToSplit(plan, found?.task, found === undefined ? 0 : parts(found.task.id));
    if (why !== undefined || found === undefined) return { kind: "refused", why: why ?? "its task is gone" };
    const { task, row } = found;
    const tasks = partsOfTask(plan, task, ids(plan.tasks.length));
    const also = () => {
      move(row, {
        status: "blocked",
        fence: task.fence + 1,
        claim: null,
        claimedBy: null,
        notBefore: null,
        finishedAt: null,
      });
      record({ task: task.id, kind: "split", at, data: { plan: plan.id, parts: tasks.length } });
    };
    return { kind: "tasks", tasks, also };
  };
}
