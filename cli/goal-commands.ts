// The commands of the goal engine, as commander knows them.
import type { Command } from "commander";
import { Option } from "commander";
import type { ExitCode, Io } from "./io.ts";
import { moment } from "./moments.ts";
import { whole } from "./numbers.ts";

type Make = (usage: string, description: string, under?: Command) => Command;

export function goalCommands(command: Make, io: Io, end: (code: ExitCode) => void): void {
  const goals = originalFlags(command("goals", "visions, goals, and the tasks that are made of them"), io, end);
  const edit = () => import("./commands/goals.ts");
  const plans = () => import("./commands/generate.ts");

  command("init", "make goals.db, if there is none", goals).action(async (options) =>
    end(await (await edit()).initGoals(options, io)),
  );
  command("tree", "visions, goals and tasks, and how far they are", goals)
    .option("--tasks <n>", "tasks listed of each goal", whole(1, 1_000), 10)
    .action(async (options) => end(await (await edit()).goalTree(options, io)));

  const vision = goals.command("vision").description("why all the work is done");
  command("add <text>", "add a vision; - reads it from stdin", vision).action(async (text, options) =>
    end(await (await edit()).addVision(text, options, io)),
  );
  const goal = goals.command("goal").description("what is to be reached");
  goalOptions(command("add <text>", "add a goal, in Markdown; - reads it from stdin", goal))
    .option("--vision <vision>", "what it serves")
    .option("--project <name>", "the project of its tasks")
    .option("--category <name>", "kind of work, where a task names none")
    .action(async (text, options) => end(await (await edit()).addGoal(text, options, io)));
  goalOptions(command("change <goal>", "change what is given, leave the rest", goal))
    .option("--text <text>", "another text; - reads it from stdin")
    .addOption(
      new Option("--status <status>", "what is to become of it").choices(["active", "paused", "done", "dropped"]),
    )
    .option("--no-deadline", "none any more")
    .action(async (id, options) => end(await (await edit()).changeGoal(id, options, io)));

  planOptions(command("generate [goals...]", "plan the tasks of goals that have none, and show the plan", goals))
    .option("--again", "though tasks were made of it before, or are open")
    .action(async (ids, options) => end(await (await plans()).generate(ids, options, io)));
  command("plans", "plans that wait for a yes", goals)
    .option("--all", "those that were settled too")
    .action(async (options) => end(await (await plans()).listPlans(options, io)));
  command("accept <plan>", "make tasks of a plan", goals).action(async (id, options) =>
    end(await (await plans()).acceptPlan(id, options, io)),
  );
  command("reject <plan>", "put a plan aside", goals).action(async (id, options) =>
    end(await (await plans()).rejectPlan(id, options, io)),
  );
}

const goalOptions = (to: Command): Command =>
  to
    .option("--priority <n>", "of its tasks, 0 to 100, higher first", whole(0, 100))
    .option("--deadline <when>", "a day, a time, or a span such as 5d", moment);

export const planOptions = (to: Command): Command =>
  to
    .option("--max <n>", "steps at most", whole(1, 100))
    .option("--yes", "accept the plan: make tasks of it at once", false);

/** The flags of the original engine; the last of them that is given holds, as it did there. */
const originalFlags = (goals: Command, io: Io, end: (code: ExitCode) => void): Command =>
  goals
    .option("--init", "as drover goals init")
    .option("--add-vision <text>", "as drover goals vision add")
    .option("--add-goal <text>", "as drover goals goal add")
    .option("--generate", "as drover goals generate")
    .action(async (options) => end(await (await import("./commands/goals.ts")).originalGoals(options, goals, io)));
