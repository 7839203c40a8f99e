import { commandPlanner } from "../../adapters/planner/command.ts";
import { endpointPlanner } from "../../adapters/planner/endpoint.ts";
import { markdownPlanner } from "../../daemon/goals/markdown-planner.ts";
import type { Asked, Planner } from "../../daemon/ports/planner.ts";
import type { PlannerChoice } from "../../daemon/settings.ts";
import type { At } from "../../machines/ids.ts";
import { promptAgain, promptFor } from "../../orchestrator/plan/prompt.ts";

export function plannerFor(choice: PlannerChoice = { kind: "markdown" }, now: () => At): Planner {
  switch (choice.kind) {
    case "markdown":
      return markdownPlanner(now);
    case "command":
      return commandPlanner({ ...choice, prompt });
    case "endpoint":
      return endpointPlanner({ ...choice, prompt });
  }
}

const prompt = (asked: Asked, schema: string, complaint: string | undefined): string =>
  complaint === undefined ? promptFor(asked, schema) : promptAgain(promptFor(asked, schema), complaint);
