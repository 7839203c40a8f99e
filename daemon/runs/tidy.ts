// What becomes of a run's worktree, on a person's word alone.
import type { Place, Run, Worktree } from "../../orchestrator/runs/run.ts";
import type { Refused, Tidied } from "../run-service.ts";
import type { Core } from "../service/core.ts";

type Tidier = Pick<Core, "backlog" | "git">;

interface Tree {
  readonly repository: string;
  readonly worktree: Worktree;
}

export async function mergeRun(run: Run, { backlog, git }: Tidier): Promise<Tidied> {
  const tree = treeOf(run);
  if ("why" in tree) return tree;
  const { repository, worktree } = tree;
  if (worktree.into === undefined) {
    return refused(
      `no branch was checked out in ${repository} when run ${run.id} began; merge ${worktree.branch} yourself`,
    );
  }
  const content = (await backlog.get(run.task))?.content ?? "";
  const message = `${content.split("\n")[0] ?? ""}\n\nTask ${run.task}, run ${run.id}`;
  const merged = await git.merge({ ...worktree, repository, into: worktree.into, message });
  return merged.kind === "done" ? { kind: "done", run } : merged;
}

/** A worktree in which somebody works, or whose work is being judged, stays. */
export async function removeRun(
  run: Run,
  { discard }: { readonly discard: boolean },
  { backlog, git }: Tidier,
): Promise<Tidied> {
  const tree = treeOf(run);
  if ("why" in tree) return tree;
  const busy = (await backlog.runs({ task: run.task, limit: 20 })).find(({ endedAt }) => endedAt === undefined);
  if (busy !== undefined) return refused(`run ${busy.id} of task ${run.task} is ${busy.state}; its worktree is in use`);
  const removed = await git.removeWorktree({ ...tree.worktree, repository: tree.repository, discard });
  if (removed.kind === "refused") return removed;
  await backlog.worktreeRemoved(run.task);
  return { kind: "done", run: { ...run, hasWorktree: false } };
}

function treeOf({ id, hasWorktree, place }: Run): Tree | Refused {
  const tree = hasTree(place);
  if (tree === undefined) return refused(`run ${id} had no worktree`);
  return hasWorktree ? tree : refused(`the worktree of run ${id} was removed`);
}

const hasTree = (place: Place | undefined): Tree | undefined =>
  place?.worktree === undefined || place.repository === undefined
    ? undefined
    : { repository: place.repository, worktree: place.worktree };

const refused = (why: string): Refused => ({ kind: "refused", why });
