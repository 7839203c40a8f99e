import { goalId, taskId } from "../../machines/ids.ts";
import { lifeOf } from "../../orchestrator/life.ts";
import type { GoalService } from "../goal-service.ts";
import { acceptPlan, rejectPlan } from "./settle-plan.ts";
import { addGoal, addVision, changeGoal } from "./edit.ts";
import type { GoalCore } from "./goal-core.ts";
import { planGoal, splitTask } from "./plan.ts";
import { depend } from "./depend.ts";

/** The one implementation of what drover's faces may ask about goals. */
export function makeGoalService(core: GoalCore): GoalService {
  const { backlog } = core;
  return {
    addVision: (content) => addVision(content, core),
    addGoal: (wish) => addGoal(wish, core),
    changeGoal: (id, change) => changeGoal(id, change, core),
    goal: async (id) => (id === "" ? undefined : backlog.goal(goalId(id))),
    goals: () => backlog.goals(),
    tree: (each) => backlog.tree(each),
    depend: (task, needs) => depend(task, needs, backlog.depend, core),
    undepend: (task, needs) => depend(task, needs, backlog.undepend, core),
    blockers: async (task) => (await backlog.blockers([taskId(task)])).get(taskId(task)) ?? [],
    life: async (task) => {
      const events = await backlog.events(taskId(task));
      return { events, life: lifeOf(events) };
    },
    plan: (goal, wish) => planGoal(goal, wish, core),
    split: (task, wish) => splitTask(task, wish, core),
    plans: (statuses) => backlog.plans(statuses),
    accept: (plan) => acceptPlan(plan, core),
    reject: (plan) => rejectPlan(plan, core),
  };
}
