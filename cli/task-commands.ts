// What tasks have to do with goals and with each other, as commander knows it.
import type { Command } from "commander";
import { Option } from "commander";
import { planOptions } from "./goal-commands.ts";
import type { ExitCode, Io } from "./io.ts";
import { collect } from "./lists.ts";
import { moment } from "./moments.ts";

type Make = (usage: string, description: string, under?: Command) => Command;

export const taskExtras = (to: Command): Command =>
  to
    .option("--goal <goal>", "the goal it serves")
    .option("--after <tasks>", "tasks that must be done before, e.g. task-1,task-2", collect)
    .option("--parent <task>", "the task it is a part of")
    .addOption(new Option("--size <size>", "S about 20 minutes, M about an hour, L more").choices(["S", "M", "L"]))
    .option("--deadline <when>", "a day, a time, or a span such as 36h", moment)
    .option("--check <command>", "a command line whose exit code 0 means done")
    .option("--accept <text>", "what must hold for it to be accepted")
    .option("--label <labels>", "labels, e.g. ui,urgent", collect)
    .option("--lines", "each line of stdin is a task of its own");

export function taskRelations(tasks: Command, command: Make, io: Io, end: (code: ExitCode) => void): void {
  command("depend <task> <needs...>", "let a task wait for others to be done", tasks)
    .option("--remove", "it waits for them no longer")
    .action(async (task, needs, options) =>
      end(await (await import("./commands/tasks.ts")).dependTask(task, needs, options, io)),
    );
  planOptions(command("split <task>", "plan smaller tasks that together do this one, and show the plan", tasks)).action(
    async (task, options) => end(await (await import("./commands/generate.ts")).splitTask(task, options, io)),
  );
}
