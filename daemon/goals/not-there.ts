import type { NotThere } from "../goal-service.ts";
import type { GoalCore } from "./goal-core.ts";

/** Names a few of what exists: a mistyped id is found among them. */
const SHOWN = 5;

export const noGoal = async (id: string, { backlog }: GoalCore): Promise<NotThere> => ({
  kind: "not there",
  what: "goal",
  id,
  known: (await backlog.goals()).slice(-SHOWN).map((goal) => goal.id),
});

export const noTask = async (id: string, { backlog }: GoalCore): Promise<NotThere> => ({
  kind: "not there",
  what: "task",
  id,
  known: (await backlog.list({ limit: SHOWN })).map((task) => task.id),
});

export const noPlan = async (id: string, { backlog }: GoalCore): Promise<NotThere> => ({
  kind: "not there",
  what: "plan",
  id,
  known: (await backlog.plans(["proposed"])).slice(0, SHOWN).map((plan) => plan.id),
});
