import type { TreeWire } from "../server/wire/goal.ts";
import { shortTime } from "./moments.ts";
import { clip, widthOf } from "./table.ts";

type Progress = TreeWire["progress"];
type TreeGoal = TreeWire["visions"][number]["goals"][number];
type TreeTask = TreeGoal["tasks"][number];

/** Visions, goals and tasks, each below what it belongs to. */
export function treeLines({ visions, loose, progress }: TreeWire, columns: number | undefined): readonly string[] {
  const lines = [
    ...visions.flatMap(({ vision, progress: its, goals }) => [
      vision === null ? "(no vision)" : `${vision.id}  ${firstLine(vision.content)}  ${far(its)}`,
      ...goals.flatMap((goal) => goalLines(goal).map((line) => `  ${line}`)),
    ]),
    ...(loose.total + loose.cancelled > 0 ? [`(no goal)  ${far(loose)}`] : []),
  ];
  if (lines.length === 0) return ["There are no goals yet: drover goals goal add TEXT"];
  return [...lines, `All: ${far(progress)}`].map((line) => clip(line, columns));
}

function goalLines({ goal, progress, tasks, more }: TreeGoal): readonly string[] {
  const details = [
    ...(goal.status === "active" ? [] : [goal.status]),
    ...(goal.priority === 50 ? [] : [`priority ${goal.priority}`]),
    ...(goal.deadline === null ? [] : [`due ${shortTime(goal.deadline)}`]),
  ];
  const head = `${goal.id}  ${goal.title}${details.length === 0 ? "" : ` (${details.join(", ")})`}  ${far(progress)}`;
  const width = Math.max(0, ...tasks.map(({ task }) => widthOf(task.status)));
  return [
    head,
    ...tasks.map((task) => `  ${taskLine(task, width)}`),
    ...(more > 0 ? [`  … ${more} more: drover tasks list --goal ${goal.id}`] : []),
  ];
}

function taskLine({ task, depth, waits_for: waits }: TreeTask, width: number): string {
  const due = task.deadline === null || task.status === "done" ? "" : `, due ${shortTime(task.deadline)}`;
  const why = waits.length === 0 ? "" : ` · waits for ${waits.map(blocker).join(", ")}`;
  return `${"  ".repeat(depth)}${task.status.padEnd(width)}  ${task.id}  ${firstLine(task.content)}${due}${why}`;
}

/** `task-a (failed: wants a person)` */
export const blocker = ({ task, status, stuck }: TreeTask["waits_for"][number]): string =>
  `${task} (${status}${stuck ? ": wants a person" : ""})`;

/** `3 of 7 done, 1 running, 2 waiting, 1 stuck` */
export const far = ({ total, done, ready, waiting, running, stuck }: Progress): string =>
  total === 0
    ? "no tasks"
    : [
        `${done} of ${total} done`,
        ...(running > 0 ? [`${running} running`] : []),
        ...(ready > 0 ? [`${ready} ready`] : []),
        ...(waiting > 0 ? [`${waiting} waiting`] : []),
        ...(stuck > 0 ? [`${stuck} stuck`] : []),
      ].join(", ");

export function firstLine(content: string): string {
  const line = content.split("\n").find((one) => one.trim() !== "") ?? "";
  return line.length > 70 ? `${line.slice(0, 69)}…` : line.trim();
}
