import type { Goal, GoalService, NotThere, Plan, Vision } from "../../daemon/goal-service.ts";
import type { Task } from "../../daemon/service.ts";
import { goalId, taskId, visionId } from "../../machines/ids.ts";
import { NO_PROGRESS } from "../../orchestrator/goals/progress.ts";
import { lifeOf } from "../../orchestrator/life.ts";

/** Goals over plain values: one vision, one goal, one plan; `blocked` waits for `task-1`. */
export function fakeGoals(at: number, tasks: ReadonlyMap<string, Task>): GoalService {
  const vision: Vision = { id: visionId("vision-1"), content: "A farm that works", createdAt: at };
  const goal: Goal = {
    id: goalId("goal-1"),
    content: "# Mend all fences\n\n- [ ] the west one",
    vision: vision.id,
    project: "week2",
    category: "general",
    priority: 60,
    status: "active",
    createdAt: at,
  };
  const plan: Plan = {
    id: "plan-1",
    subject: { kind: "goal", goal: goal.id },
    planner: "markdown",
    tasks: [{ key: "1", content: "the west one", dependsOn: [], size: "S" }],
    leftOut: [{ content: "the east one", why: "it is ticked" }],
    madeFrom: goal.content,
    status: "proposed",
    createdAt: at,
  };
  const missing = (what: string, id: string, known: readonly string[]): NotThere => ({
    kind: "not there",
    what,
    id,
    known,
  });
  const changed: GoalService["depend"] = async (id, needs) => {
    const task = tasks.get(id);
    if (task === undefined) return missing("task", id, [...tasks.keys()]);
    if (needs.includes(id)) return { kind: "refused", why: `that would be a circle: ${id} would wait for itself` };
    return { kind: "changed", task: { ...task, dependsOn: needs.map(taskId) } };
  };
  return {
    addVision: async (content) => ({ kind: "made", vision: { ...vision, content } }),
    addGoal: async ({ content, vision: named }) =>
      named === undefined || named === vision.id
        ? { kind: "made", goal: { ...goal, content } }
        : missing("vision", named, [vision.id]),
    changeGoal: async (id, { status = "active" }) =>
      id === goal.id ? { kind: "made", goal: { ...goal, status } } : missing("goal", id, [goal.id]),
    goal: async (id) => (id === goal.id ? goal : undefined),
    goals: async () => [goal],
    tree: async () => ({
      visions: [
        {
          vision,
          progress: { ...NO_PROGRESS, total: 1, running: 1 },
          goals: [
            {
              goal,
              progress: { ...NO_PROGRESS, total: 1, running: 1 },
              tasks: [...tasks.values()].slice(0, 1).map((task) => ({
                task,
                depth: 0,
                waitsFor: [{ task: taskId("task-9"), as: "dependency", status: "missing" }],
              })),
              more: 0,
            },
          ],
        },
      ],
      loose: { ...NO_PROGRESS, total: 1, ready: 1 },
      progress: { ...NO_PROGRESS, total: 2, ready: 1, running: 1 },
    }),
    depend: changed,
    undepend: changed,
    blockers: async (id) => (id === "task-1" ? [] : [{ task: taskId("task-1"), as: "dependency", status: "working" }]),
    life: async () => {
      const events = [
        { kind: "created", at },
        { kind: "ready", at: at + 1_000 },
        { kind: "claimed", at: at + 2_000, session: "foundation", claim: "c-1", data: { notBefore: at } },
        { kind: "working", at: at + 3_000 },
      ];
      return { events, life: lifeOf(events) };
    },
    plan: async (id) => (id === goal.id ? { kind: "planned", plan } : missing("goal", id, [goal.id])),
    split: async () => ({ kind: "failed", why: "the planner did not answer within 300 s and was ended" }),
    plans: async () => [plan],
    accept: async (id) => (id === plan.id ? { kind: "accepted", plan, tasks: [] } : missing("plan", id, [plan.id])),
    reject: async () => ({ kind: "refused", why: "plan plan-1 is accepted already" }),
  };
}
