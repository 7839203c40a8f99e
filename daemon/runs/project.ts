import { DEFAULT_RUN_POLICY } from "../../machines/run-context.ts";
import type { RunPolicy } from "../../machines/run-context.ts";
import { like } from "../../orchestrator/project-filter.ts";
import type { Task } from "../../orchestrator/task.ts";
import { NO_PROJECT } from "../settings.ts";
import type { ProjectSettings, Settings } from "../settings.ts";

/** The first that fits, in the order of the config. */
export const projectOf = ({ projects = [] }: Pick<Settings, "projects">, project: string): ProjectSettings =>
  projects.find(({ pattern }) => like(pattern, project)) ?? NO_PROJECT;

/** The command that decides whether the task is done: its own, else its project's. */
export const checkOf = (task: Pick<Task, "check">, project: ProjectSettings): ProjectSettings["check"] =>
  task.check ?? project.check;

/** As people would type it. */
export const asLine = (command: readonly string[] | string): string =>
  typeof command === "string" ? command : command.map(quoted).join(" ");

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

export function policyOf(
  task: Pick<Task, "check" | "project">,
  settings: Pick<Settings, "projects" | "maxAttempts">,
): RunPolicy {
  const project = projectOf(settings, task.project);
  return {
    ...DEFAULT_RUN_POLICY,
    check: checkOf(task, project) !== undefined,
    review: project.review,
    followUps: project.followUps,
    maxAttempts: settings.maxAttempts,
  };
}
