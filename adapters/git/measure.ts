// What changed in a tree, without a trace in the repository: a copy of its index in a folder of our own learns of the new
// files, and what git writes for that goes there too.
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Measured } from "../../daemon/ports/git.ts";
import { complaint, git } from "./run.ts";
import { changeIn } from "./numstat.ts";

/** Bytes of a patch that are kept. */
const MOST_PATCH = 256 * 1024;
/** The user's own programs for showing differences are not run. */
const PLAIN = ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames"];

export async function measure(directory: string, base: string): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "drover-diff-"));
  try {
    return await measureIn(folder, directory, base);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, directory: string, base: string): Promise<Measured> {
  const top = await git({ args: ["rev-parse", "--show-toplevel"], directory });
  const paths = await git({ args: ["rev-parse", "--git-path", "index", "--git-path", "objects"], directory });
  const [index = "", objects = ""] = paths.out.trimEnd().split("\n");
  if (top.code !== 0 || objects === "") return { kind: "unknown", why: complaint(top.code === 0 ? paths : top) };
  const environment = {
    GIT_INDEX_FILE: join(folder, "index"),
    GIT_OBJECT_DIRECTORY: join(folder, "objects"),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: resolve(directory, objects),
  };
  await mkdir(environment.GIT_OBJECT_DIRECTORY);
  await copyFile(resolve(directory, index), environment.GIT_INDEX_FILE).catch(() => undefined);
  const root = top.out.trimEnd();
  const ask = (args: readonly string[], keep?: number) =>
    git({ args, directory: root, environment, ...(keep === undefined ? {} : { keep }) });
  const added = await ask(["add", "--intent-to-add", "--", "."]);
  if (added.code !== 0) return { kind: "unknown", why: complaint(added) };
  const counted = await ask([...PLAIN, "--numstat", "-z", base, "--"]);
  if (counted.code !== 0 || counted.cut) return { kind: "unknown", why: complaint(counted) };
  const patch = await ask([...PLAIN, base, "--"], MOST_PATCH);
  const cut = patch.cut ? `\n… the rest of the change is not kept (more than ${MOST_PATCH} bytes)\n` : "";
  return { kind: "measured", change: changeIn(counted.out), patch: patch.out + cut };
}
