import type { PlanWire } from "../server/wire/plan.ts";
import { shortTime } from "./moments.ts";
import { table } from "./table.ts";
import { firstLine } from "./tree-lines.ts";

type Planned = PlanWire["tasks"][number];

/** A plan as it is looked at: what would be done, in which order, and what would not. */
export function planLines(plan: PlanWire): readonly string[] {
  const rows = plan.tasks.map((task) => [task.key, task.size ?? "-", firstLine(task.content), details(task)]);
  return [
    `${plan.id}: ${plan.tasks.length} task(s) for ${plan.goal ?? plan.task ?? ""}, by the ${plan.planner} planner`,
    ...table(["step", "size", "text", "order"], rows).map((line) => `  ${line}`),
    ...plan.left_out.map(({ content, why }) => `  left out: ${firstLine(content)} (${why})`),
  ];
}

const details = (task: Planned): string =>
  [
    ...(task.part_of === null ? [] : [`part of ${task.part_of}`]),
    ...(task.depends_on.length === 0 ? [] : [`after ${task.depends_on.join(", ")}`]),
    ...(task.deadline === null ? [] : [`due ${shortTime(task.deadline)}`]),
    ...(task.priority === null ? [] : [`priority ${task.priority}`]),
    ...(task.check === null ? [] : [`check: ${task.check}`]),
  ].join("; ");
