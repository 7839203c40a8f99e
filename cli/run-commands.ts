// The commands about runs and reviews, as commander knows them.
import type { Command } from "commander";
import type { ExitCode, Io } from "./io.ts";
import { whole } from "./numbers.ts";

type Make = (usage: string, description: string, under?: Command) => Command;

export function runCommands(command: Make, program: Command, io: Io, end: (code: ExitCode) => void): void {
  const runs = () => import("./commands/runs.ts");
  const reviews = () => import("./commands/review.ts");

  const review = program.command("review").description("work that waits for a person's verdict");
  command("list", "what waits for a verdict", review).action(async (options) =>
    end(await (await reviews()).listReviews(options, io)),
  );
  command("show <task>", "what is to be judged: the last words, the check, the change", review).action(
    async (id, options) => end(await (await reviews()).showReview(id, options, io)),
  );
  command("diff <task>", "what it changed, as a patch", review).action(async (id, options) =>
    end(await (await reviews()).showDiff(id, options, io)),
  );
  command("approve <task>", "it is done; what waited for it is free", review)
    .option("-m, --message <text>", "a word for the record", "")
    .option("--merge", "merge its branch first; nothing is approved if that fails", false)
    .action(async (id, options) => end(await (await reviews()).approve(id, options, io)));
  command("reject <task>", "the same task again, with what you say", review)
    .option("-m, --message <text>", "what is to be done otherwise; - reads it from stdin", "")
    .action(async (id, options) => end(await (await reviews()).reject(id, options, io)));

  const run = program.command("runs").description("attempts at tasks, and where they worked");
  command("list", "attempts, newest first", run)
    .option("--task <task>", "of one task")
    .option("--state <list>", "only these, e.g. checking,review")
    .option("--limit <n>", "how many at the most", whole(1, 1_000), 30)
    .action(async (options) => end(await (await runs()).listRuns(options, io)));
  command("show <run>", "one attempt, and what was found of it", run).action(async (id, options) =>
    end(await (await runs()).showRun(id, options, io)),
  );
  command("merge <run>", "merge its branch into the one it began from", run).action(async (id, options) =>
    end(await (await runs()).mergeRun(id, options, io)),
  );
  command("remove <run>", "remove its worktree and its branch", run)
    .option("--discard", "also what was neither committed nor merged", false)
    .action(async (id, options) => end(await (await runs()).removeRun(id, options, io)));
}
