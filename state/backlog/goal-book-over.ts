import type { At } from "../../machines/ids.ts";
import type { AddedGoal, GoalBook } from "../../orchestrator/goals/goal-book.ts";
import type { NewGoal } from "../../orchestrator/goals/goal.ts";
import { inTransaction } from "../database/in-transaction.ts";
import type { Db } from "../database/open-file.ts";
import { acceptPlan } from "./moves/accept-plan.ts";
import { bringIn } from "./moves/bring-in.ts";
import { dependOn, undepend } from "./moves/depend.ts";
import type { ClaimRules, GoalRules } from "./options.ts";
import { changeGoal } from "./queries/change-goal.ts";
import { findGoal } from "./queries/find-goal.ts";
import { findPlan } from "./queries/find-plan.ts";
import { heavyTasks } from "./queries/heavy-tasks.ts";
import { insertGoal } from "./queries/insert-goal.ts";
import { insertPlan } from "./queries/insert-plan.ts";
import { insertVision } from "./queries/insert-vision.ts";
import { listGoals } from "./queries/list-goals.ts";
import { listPlans } from "./queries/list-plans.ts";
import { listVisions } from "./queries/list-visions.ts";
import { readEvents } from "./queries/read-events.ts";
import { settlePlan } from "./queries/settle-plan.ts";
import { readBook } from "./read-book.ts";
import { readBlockers, readTree } from "./read-tree.ts";
import type { WhenFree } from "./when-free.ts";

/** The goals' side of the port, over the connection of the backlog. */
export function goalBookOver(db: Db, free: WhenFree, rules: GoalRules & Pick<ClaimRules, "checkText">): GoalBook {
  const vision = insertVision(db);
  const visions = listVisions(db);
  const add = addGoal(db);
  const goal = findGoal(db);
  const goals = listGoals(db);
  const change = changeGoal(db);
  const tree = readTree(db, rules);
  const blockers = readBlockers(db, rules);
  const depend = dependOn(db, rules);
  const release = undepend(db);
  const events = readEvents(db);
  const propose = insertPlan(db);
  const plan = findPlan(db);
  const plans = listPlans(db);
  const accept = acceptPlan(db, rules);
  const settle = settlePlan(db);
  const heavy = heavyTasks(db);
  const book = readBook(db);
  const bring = bringIn(db, rules);
  return {
    addVision: (made, at) => free.write(() => vision(made, at)),
    visions: () => free.read(visions),
    addGoal: (made, at) => free.write(() => add(made, at)),
    goal: (id) => free.read(() => goal(id)),
    goals: () => free.read(goals),
    changeGoal: async (id, changes) => {
      await free.write(() => change(id, changes));
      return free.read(() => goal(id));
    },
    tree: (each) => free.read(() => tree(each)),
    blockers: (tasks) => free.read(() => blockers(tasks)),
    depend: (task, needs, at) => free.write(() => depend(task, needs, at)),
    undepend: (task, needs, at) => free.write(() => release(task, needs, at)),
    events: (task) => free.read(() => events(task)),
    propose: (made) => free.write(() => propose(made)),
    plan: (id) => free.read(() => plan(id)),
    plans: (statuses) => free.read(() => plans(statuses)),
    accept: (id, at) => free.write(() => accept(id, at)),
    reject: async (id, at) => {
      await free.write(() => settle(id, "rejected", at));
      return free.read(() => plan(id));
    },
    heavy: (after, rows) => free.read(() => heavy(after, rows)),
    book: () => free.read(book),
    bringIn: (brought, at) => free.write(() => bring(brought, at)),
  };
}

function addGoal(db: Db): (goal: NewGoal, at: At) => AddedGoal {
  const insert = insertGoal(db);
  const visions = listVisions(db);
  return inTransaction(db, (goal: NewGoal, at: At): AddedGoal => {
    const known = visions().map(({ id }) => id);
    if (goal.vision !== undefined && !known.includes(goal.vision)) return { kind: "no such vision", known };
    return { kind: "added", goal: insert(goal, at) };
  });
}
