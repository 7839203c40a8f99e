import { setTimeout as pause } from "node:timers/promises";
import { GOAL_RULES, RUN_RULES } from "../../../cli/compose/goal-rules.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import { COUNTED } from "../../../orchestrator/priority/choice.ts";
import { STRICT } from "../../../orchestrator/priority/strict.ts";
import { checkTaskText } from "../../../orchestrator/text.ts";
import type { BacklogOptions } from "../../../state/backlog/open-backlog.ts";
import { openBacklog } from "../../../state/backlog/open-backlog.ts";

export const options = (more: Partial<BacklogOptions> = {}): BacklogOptions => ({
  host: "host-a",
  now: Date.now,
  pause: (ms) => pause(ms),
  checkText: checkTaskText,
  policy: STRICT,
  counted: COUNTED,
  goalRules: GOAL_RULES,
  runRules: RUN_RULES,
  ...more,
});

export async function opened(path: string, more: Partial<BacklogOptions> = {}): Promise<Backlog> {
  const answer = await openBacklog(path, options(more));
  if (answer.kind === "refused") throw new Error(answer.why);
  return answer.backlog;
}
