import type { At } from "../../machines/ids.ts";
import { planOfMarkdown } from "../../orchestrator/plan/markdown.ts";
import type { Planner, PlannerAnswer } from "../ports/planner.ts";

/** The planner that needs nobody: the steps that the text itself names. */
export const markdownPlanner = (now: () => At): Planner => ({
  name: "markdown",
  callOff: () => {},
  plan: async ({ kind, text }): Promise<PlannerAnswer> => {
    const plan = planOfMarkdown(text, now());
    switch (plan.kind) {
      case "tasks":
        return plan;
      case "no steps":
        return kind === "goal"
          ? { kind: "tasks", tasks: [{ key: "1", content: text, dependsOn: [] }], leftOut: [] }
          : { kind: "declined", why: "its text names no steps to split it by; write them into it, or set a [planner]" };
      case "mistake":
        return { kind: "failed", why: plan.why };
    }
  },
});
