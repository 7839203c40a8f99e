import type { Repository } from "../../daemon/ports/git.ts";
import { complaint, git } from "./run.ts";

export async function look(directory: string): Promise<Repository> {
  const root = await git({ args: ["rev-parse", "--show-toplevel"], directory });
  if (root.code !== 0) return { kind: "none", why: complaint(root) };
  const head = await git({ args: ["rev-parse", "--verify", "-q", "HEAD"], directory });
  const branch = await git({ args: ["symbolic-ref", "--short", "-q", "HEAD"], directory });
  const status = await git({ args: ["status", "--porcelain"], directory, keep: 1 });
  return {
    kind: "repository",
    root: root.out.trimEnd(),
    changed: status.out !== "" || status.code !== 0,
    ...(head.code === 0 ? { head: head.out.trim() } : {}),
    ...(branch.code === 0 ? { branch: branch.out.trim() } : {}),
  };
}
