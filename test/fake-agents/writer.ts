// What the story's agents do with a prompt: they write the file that it asks for into the worktree that it names, and
// commit it. They write a poor one first, and mend it when the prompt tells them what was wrong with it.
// It is called as a hook is: standard input has the prompt.
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const asked: { readonly hook_event_name?: unknown; readonly prompt?: unknown } = JSON.parse(readFileSync(0, "utf8"));
if (asked.hook_event_name === "UserPromptSubmit" && typeof asked.prompt === "string") work(asked.prompt);

function work(prompt: string): void {
  const tree = /Work here: (\S+) is a git worktree/.exec(prompt)?.[1];
  const file = /Write the (\w+)/.exec(prompt)?.[1];
  if (tree === undefined || file === undefined) return;
  const git = (...args: readonly string[]) => execFileSync("git", ["-C", tree, ...args], { stdio: "ignore" });
  const below = /first run git merge --no-edit (.+)/.exec(prompt)?.[1]?.split(" ");
  if (below !== undefined) git("merge", "--no-edit", ...below);
  appendFileSync(join(tree, `${file}.txt`), textFor(file, prompt, existsSync(join(tree, `${file}.txt`))));
  git("add", "--all");
  git("commit", "--quiet", "-m", `Write the ${file}`);
}

function textFor(file: string, prompt: string, isThere: boolean): string {
  const wanted = /A reviewer sent the last attempt back: (.+)/.exec(prompt)?.[1];
  if (wanted !== undefined) return `${wanted}\n`;
  if (isThere) return /no (\w+) in \w+\.txt/.exec(prompt)?.[1]?.concat("\n") ?? "";
  return file === "manual" ? "a line of the manual\n".repeat(60) : `the ${file}\n`;
}
