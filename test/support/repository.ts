import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface TestRepository {
  /** A directory of the test's own; the repository stands in it, and there is room beside it. */
  readonly home: string;
  readonly root: string;
  /** Runs git there; answers what it says, throws where it fails. */
  readonly git: (...args: readonly string[]) => string;
}

/** A real repository with one commit of these files on `main`; it ends with its test. */
export function repositoryForTest(files: Readonly<Record<string, string>>): TestRepository {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "drover-git-")));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const root = join(home, "repo");
  mkdirSync(root);
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", root, ...args], { encoding: "utf8", stdio: "pipe" });
  git("init", "-q", "-b", "main");
  git("config", "user.name", "t");
  git("config", "user.email", "t@example.org");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  git("add", "--all");
  git("commit", "-qm", "first");
  return { home, root, git };
}
