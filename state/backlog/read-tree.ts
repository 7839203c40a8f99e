import type { GoalId, TaskId } from "../../machines/ids.ts";
import type { Blocker } from "../../orchestrator/goals/readiness.ts";
import type { Tree } from "../../orchestrator/goals/tree.ts";
import type { Task, TaskStatus } from "../../orchestrator/task.ts";
import type { Db } from "../database/open-file.ts";
import type { GoalRules } from "./options.ts";
import type { TaskCounts } from "./queries/count-tasks.ts";
import { countTasks } from "./queries/count-tasks.ts";
import { knotsAround } from "./queries/knots-around.ts";
import { listGoals } from "./queries/list-goals.ts";
import { listVisions } from "./queries/list-visions.ts";
import { tasksOfGoal } from "./queries/tasks-of-goal.ts";

/** What matters most comes first. */
const SHOWN: readonly TaskStatus[] = [
  "unsure",
  "quarantined",
  "failed",
  "review",
  "checking",
  "working",
  "sent",
  "claimed",
  "pending",
  "blocked",
  "done",
  "cancelled",
];
/** Tasks in one tree, whatever is asked: nobody reads more. */
const MOST = 1_000;

export function readTree(db: Db, { treeOf, blockersOf }: GoalRules): (tasksOfEach: number) => Tree {
  const count = countTasks(db);
  const visions = listVisions(db);
  const goals = listGoals(db);
  const pick = pickTasks(db);
  const blockers = readBlockers(db, { blockersOf });
  return db.transaction((tasksOfEach: number): Tree => {
    const counts = count();
    const all = goals();
    const tasks = pick(
      all.map(({ id }) => id),
      counts,
      tasksOfEach,
    );
    const waiting = tasks.filter(({ status }) => status === "blocked").map(({ id }) => id);
    const sizes = new Map([...counts.listed].map(([goal, its]) => [goal, sum(Object.values(its))]));
    return treeOf({ ...counts, visions: visions(), goals: all, sizes, tasks, blockers: blockers(waiting) });
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function pickTasks(db: Db): (goals: readonly GoalId[], counts: TaskCounts, each: number) => readonly Task[] {
  const read = tasksOfGoal(db);
  return (goals, { listed }, each) => {
    const picked: Task[] = [];
    for (const goal of goals) {
      const end = Math.min(picked.length + each, MOST);
      for (const status of SHOWN) {
        const left = end - picked.length;
        if (left > 0 && (listed.get(goal)?.[status] ?? 0) > 0) picked.push(...read(goal, status, left));
      }
    }
    return picked;
  };
}

/** What each of these tasks waits for; one that waits for nothing is absent. */
export function readBlockers(
  db: Db,
  { blockersOf }: Pick<GoalRules, "blockersOf">,
): (tasks: readonly TaskId[]) => ReadonlyMap<TaskId, readonly Blocker[]> {
  const around = knotsAround(db);
  return (tasks) => {
    if (tasks.length === 0) return new Map();
    const book = around(tasks);
    const found = tasks.flatMap((id): (readonly [TaskId, readonly Blocker[]])[] => {
      const knot = book.get(id);
      const blockers = knot === undefined ? [] : blockersOf(knot, book);
      return blockers.length === 0 ? [] : [[id, blockers]];
    });
    return new Map(found);
  };
}
