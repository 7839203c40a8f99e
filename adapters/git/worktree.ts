import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { existsSync, realpathSync } from "node:fs";
import type { GitAnswer, WorktreeOrder } from "../../daemon/ports/git.ts";
import { complaint, git } from "./run.ts";

const done: GitAnswer = { kind: "done" };
const refused = (why: string): GitAnswer => ({ kind: "refused", why });

export async function addWorktree(order: WorktreeOrder & { readonly base: string }): Promise<GitAnswer> {
  const made = await addTree(order);
  if (made.kind === "done") await mkdir(order.data, { recursive: true });
  return made;
}

async function addTree(order: WorktreeOrder & { readonly base: string }): Promise<GitAnswer> {
  const { repository, path, branch, base } = order;
  const known = await find(order);
  if (known?.halfMade) await git({ args: ["worktree", "remove", "--force", "--force", path], directory: repository });
  else if (known) {
    return known.branch === branch ? done : refused(`${path} is a worktree on ${known.branch ?? "no branch"} already`);
  } else if (existsSync(path)) return refused(`${path} exists and is no worktree of ${repository}; move it away`);
  await mkdir(dirname(path), { recursive: true });
  await git({ args: ["worktree", "prune"], directory: repository });
  const isThere = await hasBranch(order);
  const what = isThere ? [path, branch] : ["-b", branch, path, base];
  const added = await git({ args: ["worktree", "add", "--quiet", ...what], directory: repository });
  return added.code === 0 ? done : refused(complaint(added));
}

export async function merge(
  order: WorktreeOrder & { readonly into: string; readonly message: string },
): Promise<GitAnswer> {
  const { repository, branch, into, message } = order;
  const directory = repository;
  if (!(await hasBranch(order))) return refused(`there is no branch ${branch} in ${repository}`);
  const here = (await git({ args: ["symbolic-ref", "--short", "-q", "HEAD"], directory })).out.trim();
  if (here !== into) {
    return refused(
      `${repository} has ${here || "no branch"} checked out; check out ${into}, from which the work began`,
    );
  }
  if (await isDirty(repository)) {
    return refused(`${repository} has changes that are not committed; commit or stash them first`);
  }
  if ((await find(order)) !== undefined && (await isDirty(order.path, true))) {
    return refused(`${order.path} has changes that are not committed; commit them there, or leave them behind`);
  }
  const merged = await git({ args: ["merge", "--no-ff", "--no-edit", "-m", message, branch], directory });
  if (merged.code === 0) return done;
  await git({ args: ["merge", "--abort"], directory });
  const why = /CONFLICT.*/.exec(merged.out)?.[0] ?? complaint(merged);
  return refused(`${branch} cannot be merged into ${into}: ${why}. Nothing was changed`);
}

export async function removeWorktree(order: WorktreeOrder & { readonly discard: boolean }): Promise<GitAnswer> {
  const { repository, path, branch, discard } = order;
  const directory = repository;
  if (!discard && (await hasBranch(order)) && !(await isMerged(order))) {
    return refused(`${branch} has commits that are merged nowhere; merge it first, or say --discard`);
  }
  if (await find(order)) {
    const force = discard ? ["--force"] : [];
    const removed = await git({ args: ["worktree", "remove", ...force, path], directory });
    if (removed.code !== 0) {
      return refused(
        discard ? complaint(removed) : `${path} has changes that are not committed; commit them, or say --discard`,
      );
    }
  }
  // Data that somebody put there stays, unless it was given up.
  await (discard ? rm(order.data, { recursive: true, force: true }) : rmdir(order.data).catch(() => undefined));
  if (!(await hasBranch(order))) return done;
  const deleted = await git({ args: ["branch", "-D", "--", branch], directory });
  return deleted.code === 0 ? done : refused(complaint(deleted));
}

interface Known {
  readonly branch?: string;
  /** git was killed while it made it, so nobody can have worked there. */
  readonly halfMade: boolean;
}

/** What the repository knows of a worktree at this path. */
async function find({ repository, path }: WorktreeOrder): Promise<Known | undefined> {
  const listed = await git({ args: ["worktree", "list", "--porcelain", "-z"], directory: repository });
  for (const block of listed.out.split("\0\0")) {
    const lines = block.split("\0");
    const at = lines.find((line) => line.startsWith("worktree "))?.slice("worktree ".length);
    if (at === undefined || !isSame(at, path)) continue;
    if (lines.some((line) => line.startsWith("prunable"))) return undefined;
    const branch = lines.find((line) => line.startsWith("branch refs/heads/"))?.slice("branch refs/heads/".length);
    return { halfMade: lines.includes("locked initializing"), ...(branch === undefined ? {} : { branch }) };
  }
  return undefined;
}

const isSame = (a: string, b: string): boolean => real(a) === real(b);
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

const hasBranch = async ({ repository, branch }: WorktreeOrder): Promise<boolean> =>
  (await git({ args: ["show-ref", "--verify", "-q", `refs/heads/${branch}`], directory: repository })).code === 0;

/** Some other branch holds all its commits. */
async function isMerged({ repository, branch }: WorktreeOrder): Promise<boolean> {
  const holders = await git({
    args: ["for-each-ref", "--format=%(refname:short)", `--contains=refs/heads/${branch}`, "refs/heads"],
    directory: repository,
  });
  return holders.out.split("\n").some((name) => name !== "" && name !== branch && !name.startsWith("drover/"));
}

/** New files count in a worktree of ours, where they are somebody's work, and not in the user's, where a merge spares them. */
async function isDirty(directory: string, untracked = false): Promise<boolean> {
  const status = await git({
    args: ["status", "--porcelain", `--untracked-files=${untracked ? "normal" : "no"}`],
    directory,
    keep: 1,
  });
  return status.code !== 0 || status.out !== "";
}
