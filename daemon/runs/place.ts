// Where a run works: the task's own worktree, the project's directory, or where the session's pane is.
// P1. A worktree is the task's: the next attempt goes on in the one that an earlier one left.
// P2. Where no worktree can be made the task is not given: it would be done in the wrong place.
import type { RunId, SessionName, TaskId } from "../../machines/ids.ts";
import { isJudged } from "../../machines/run-context.ts";
import type { Place, Run, Worktree } from "../../orchestrator/runs/run.ts";
import type { Task } from "../../orchestrator/task.ts";
import type { Eyes } from "../delivery/sight.ts";
import type { Backlog } from "../ports.ts";
import type { Git, Repository } from "../ports/git.ts";
import type { ProjectSettings } from "../settings.ts";

export interface Placer {
  readonly backlog: Backlog;
  readonly git: Git;
  readonly eyes: Eyes;
  /** Where worktrees go if the project does not say. */
  readonly worktrees: string;
}

export type Placed =
  /** Without a place: nobody needs to know. */
  { readonly kind: "placed"; readonly place?: Place } | { readonly kind: "no place"; readonly why: string };

export async function placeOf(run: Run, task: Task, project: ProjectSettings, by: Placer): Promise<Placed> {
  if (run.place !== undefined) return { kind: "placed", place: run.place };
  if (!project.worktree && !isJudged(run.policy)) return { kind: "placed" };
  const before = project.worktree ? await left(task.id, by) : undefined;
  if (before !== undefined) return goOn(run.id, before, project, by);
  const directory = project.directory ?? (await directoryOf(run.session, by));
  if (directory === undefined) {
    return project.worktree ? nowhere("nobody can tell in which directory the pane is") : { kind: "placed" };
  }
  const found = await by.git.look(directory);
  return project.worktree
    ? inWorktree(run.id, task, directory, found, project, by)
    : keep(run.id, here(directory, found), by);
}

async function directoryOf(session: SessionName, { eyes }: Placer): Promise<string | undefined> {
  const pane = eyes.pane(session);
  return pane && eyes.server(session)?.directory(pane);
}

function here(directory: string, found: Repository): Place {
  if (found.kind === "none") return { directory };
  return {
    directory,
    repository: found.root,
    ...(found.head === undefined ? {} : { base: found.head }),
    ...(found.changed ? { alreadyChanged: true } : {}),
  };
}

/** Branches of what the task waited for that still have a worktree; a run outside of worktrees finds no use for them. */
export async function branchesBelow({ dependsOn = [] }: Task, place: Place | undefined, by: Pick<Placer, "backlog">) {
  if (place?.worktree === undefined) return [];
  const places = await Promise.all(dependsOn.map((task) => left(task, by)));
  return places.flatMap((below) =>
    below?.worktree !== undefined && below.repository === place.repository ? [below.worktree.branch] : [],
  );
}

/** Keeps P1. */
const left = async (task: TaskId, { backlog }: Pick<Placer, "backlog">): Promise<Place | undefined> =>
  (await backlog.runs({ task, limit: 20 })).find(({ hasWorktree }) => hasWorktree)?.place;

async function goOn(run: RunId, place: Place, project: ProjectSettings, by: Placer): Promise<Placed> {
  const { repository, worktree, base } = place;
  if (repository === undefined || worktree === undefined || base === undefined) return keep(run, place, by);
  const added = await by.git.addWorktree({ ...worktree, repository, base });
  return added.kind === "done" ? keep(run, place, by, project) : nowhere(added.why);
}

async function inWorktree(
  run: RunId,
  task: Task,
  directory: string,
  found: Repository,
  project: ProjectSettings,
  by: Placer,
): Promise<Placed> {
  if (found.kind === "none") return nowhere(`${directory} is in no git repository: ${found.why}`);
  if (found.head === undefined) return nowhere(`${found.root} has no commit yet to begin from`);
  const name = nameFor(task.id, run);
  const folder = project.worktreeDirectory ?? by.worktrees;
  const worktree: Worktree = {
    path: `${folder}/${name}`,
    branch: `drover/${name}`,
    data: `${folder}/${name}.data`,
    port: 0,
    ports: 0,
    ...(found.branch === undefined ? {} : { into: found.branch }),
  };
  const added = await by.git.addWorktree({ ...worktree, repository: found.root, base: found.head });
  if (added.kind === "refused") return nowhere(added.why);
  const place = { directory: worktree.path, repository: found.root, base: found.head, worktree };
  return keep(run, place, by, project);
}

async function keep(run: RunId, place: Place, { backlog }: Placer, project?: ProjectSettings): Promise<Placed> {
  const kept = await backlog.placeRun(run, place, project?.ports);
  return kept === undefined ? nowhere("no block of ports is free; remove worktrees") : { kind: "placed", place: kept };
}

const nowhere = (why: string): Placed => ({ kind: "no place", why: `no worktree: ${why}` });

/** A task's id may be any text; a branch and a folder may not. */
const nameFor = (task: TaskId, run: RunId): string =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(task) && !/\.\.|\.lock$|\.$/.test(task) ? task : run;
