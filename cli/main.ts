import { Command, CommanderError, Option } from "commander";
import type { ExitCode, Io } from "./io.ts";
import { processIo } from "./io.ts";
import { goalCommands } from "./goal-commands.ts";
import { runCommands } from "./run-commands.ts";
import { taskExtras, taskRelations } from "./task-commands.ts";
import { whole } from "./numbers.ts";
import { VERSION } from "./version.ts";

/** Runs one command line; answers the exit code. Commands are loaded when they are called. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = build(argv, io, (done) => (code = done));
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** The whole command line as commander knows it. */
export function build(argv: readonly string[], io: Io, end: (code: ExitCode) => void): Command {
  const program = new Command("drover")
    .description("Keeps coding agents in tmux at work: watches them, gives the idle ones the next task, proves it.")
    .version(VERSION, "-V, --version", "say which version this is")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .showSuggestionAfterError()
    .hook("preAction", (whole, called) => handDown(whole, called));
  for (const [flags, description] of COMMON) program.option(flags, description);

  const command = (usage: string, description: string, under = program): Command => {
    const made = under.command(usage).description(description);
    for (const [flags, means] of COMMON) made.option(flags, means);
    return made;
  };
  const session = () => new Option("--session <name>", "the session meant");
  const taskOptions = (to: Command) =>
    to
      .addOption(session())
      .option("--priority <n>", "0 to 100, higher first", whole(0, 100))
      .option("--category <name>", "kind of work")
      .option("--project <name>", "only sessions that take this project");

  command("init", "find the running tmux sessions and agents, write a drover.toml to look at")
    .option("--socket <name>", "another tmux server, as in tmux -L")
    .action(async (options) => end(await (await import("./commands/init.ts")).init(options, io)));
  command("up", "start the daemon: watch, assign, serve the API")
    .option("--detach", "in the background")
    .option("--dry-run", "watch and say what would be typed, type nothing", false)
    .option("--port <n>", "port of the API; 0: any that is free", whole(0, 65_535))
    .action(async (options) => end(await (await import("./commands/up.ts")).up(options, argv, io)));
  command("down", "stop the daemon; the agents go on")
    .option("--timeout <duration>", "how long to wait before killing it", "10s")
    .action(async (options) => end(await (await import("./commands/down.ts")).down(options, io)));
  command("status [session]", "sessions, states, why, current task, counters").action(async (name, options) =>
    end(await (await import("./commands/status.ts")).status(name, options, io)),
  );
  command("check [session]", "one check-and-assign cycle now, and what is missing").action(async (name, options) =>
    end(await (await import("./commands/check.ts")).check(name, options, io)),
  );
  taskOptions(
    command("assign <text>", "give a task by hand to a session (default: the first); - reads it from stdin"),
  ).action(async (text, options) => end(await (await import("./commands/tasks.ts")).assign(text, options, io)));
  command("log", "the work log")
    .option("-n, --lines <n>", "how many lines", whole(1, 10_000), 50)
    .option("-f, --follow", "go on with each new line")
    .action(async (options) => end(await (await import("./commands/log.ts")).log(options, io)));

  const tasks = program.command("tasks").description("the backlog");
  taskExtras(taskOptions(command("add [text]", "add a task; - reads it from stdin", tasks))).action(
    async (text, options) => end(await (await import("./commands/tasks.ts")).addTask(text, options, io)),
  );
  command("list", "what is in the backlog", tasks)
    .option("--status <list>", "only these, e.g. pending,working")
    .option("--goal <goal>", "only tasks of this goal")
    .option("--limit <n>", "how many at the most", whole(1, 10_000), 100)
    .action(async (options) => end(await (await import("./commands/tasks.ts")).listTasks(options, io)));
  command("show <task>", "one task, and what was seen of it", tasks).action(async (id, options) =>
    end(await (await import("./commands/tasks.ts")).showTask(id, options, io)),
  );
  command("cancel <task>", "never give it to anyone", tasks).action(async (id, options) =>
    end(await (await import("./commands/tasks.ts")).cancelTask(id, options, io)),
  );
  command("retry <task>", "put it back in line", tasks).action(async (id, options) =>
    end(await (await import("./commands/tasks.ts")).retryTask(id, options, io)),
  );

  taskRelations(tasks, command, io, end);
  goalCommands(command, io, end);
  runCommands(command, program, io, end);

  command("done [task]", "report that a task is done; in a pane: the one its session works on")
    .option("--summary <text>", "what was done")
    .action(async (id, options) =>
      end(await (await import("./commands/report.ts")).report("done", id, options.summary, options, io)),
    );
  command("fail [task]", "report that a task failed")
    .option("--reason <text>", "why")
    .action(async (id, options) =>
      end(await (await import("./commands/report.ts")).report("failed", id, options.reason, options, io)),
    );
  command("detect [file]", "what the detector says of a screen, and why; - reads it from stdin")
    .option("--agent <name>", "judge it as this agent")
    .option("--session <name>", "the screen that this session shows now")
    .option("--jsonl", "many: one JSON object a line on stdin, one a line on stdout")
    .action(async (file, options) => end(await (await import("./commands/detect.ts")).detect(file, options, io)));
  command("why <what>", "why a session is in its state, or what the record knows of a task")
    .option("--screen", "the screen it was read off, and the one of now")
    .action(async (what, options) => end(await (await import("./commands/why.ts")).why(what, options, io)));
  command("record <session>", "record what its pane shows: frames, labels to correct, a cast to look at")
    .option("--out <name>", "where: a folder, or the beginning of the files' names")
    .option("--for <duration>", "how long", "60s")
    .option("--mask", "hide keys, tokens, addresses and your own names")
    .action(async (name, options) => end(await (await import("./commands/record.ts")).record(name, options, io)));
  command("replay <file>", "what the watch would have believed of a recording")
    .option("--expect <file>", "labels, or a list of {at, state}; exit 1 where it was not so")
    .option("--agent <name>", "judge it as this agent")
    .action(async (file, options) => end(await (await import("./commands/replay.ts")).replay(file, options, io)));
  for (const what of ["pause", "resume"] as const) {
    command(`${what} [session]`, what === "pause" ? "watch a session, but give it no work" : "give it work again")
      .option("--all", "all sessions")
      .action(async (name, options) =>
        end(await (await import("./commands/control.ts")).control(what, name, options, io)),
      );
  }
  format(
    command(
      "import [file]",
      "bring in visions, goals and tasks from a file (- is stdin), or what the original monitor kept",
    ),
  )
    .option("--state-file <file>", "the original's JSON state file")
    .option("--goals-db <file>", "the original's goals.db")
    .action(async (file, options) => end(await (await import("./commands/import.ts")).importAny(file, options, io)));
  format(command("export [file]", "write all visions, goals and tasks into a file; without one, to stdout"))
    .option("--force", "replace a file that is there")
    .action(async (file, options) => end(await (await import("./commands/exchange.ts")).exportAll(file, options, io)));
  command("backup <file>", "both databases into one file, also while the daemon runs").action(async (file, options) =>
    end(await (await import("./commands/backup.ts")).backup(file, options, io)),
  );
  command("doctor", "what keeps drover from working here, and what to do about it; changes nothing")
    .option("--compact", "give the disk back what old records left unused; not beside a daemon")
    .action(async (options) => end(await (await import("./commands/doctor.ts")).doctor(options, io)));
  const hooks = program.command("hooks").description("the agents' own hooks, through which they tell what they do");
  for (const deed of ["install", "uninstall"] as const) {
    command(`${deed} <agent>`, HOOKS[deed], hooks)
      .option("--project <folder>", "for this project alone (default: the user's own settings)")
      .option("--yes", "do it; without, only what would change is shown")
      .action(async (agent, options) =>
        end(await (await import("./commands/hooks.ts")).hooks(deed, agent, options, io)),
      );
  }
  command("status [agent]", "where they are installed, and what is missing", hooks).action(async (agent, options) =>
    end(await (await import("./commands/hooks.ts")).hooksStatus(agent, options, io)),
  );
  const config = program.command("config").description("the config file");
  for (const what of ["print", "check", "schema"] as const) {
    command(what, CONFIG[what], config).action(async (options) =>
      end(await (await import("./commands/config.ts")).config(what, options, io)),
    );
  }
  command("demo", "three scripted agents, ten tasks, a daemon: what drover does, live, touching nothing of yours")
    .option("--exit", "end when all is done, and say how it went")
    .action(async (options) => end(await (await import("./commands/demo.ts")).demo(options, io)));
  command("monitor", "the original monitor's flags")
    .option("--status", "as drover status")
    .option("--check-once", "as drover check")
    .option("--daemon", "as drover up")
    .option("--assign-task <text>", "as drover assign")
    .action(async (options) => end(await (await import("./commands/monitor.ts")).monitor(options, argv, io)));
  return program;
}

const format = (to: Command): Command =>
  to.addOption(
    new Option("--format <format>", "default: by the file's name, else jsonl").choices(["jsonl", "markdown", "beads"]),
  );

/** What every command takes, before its name or after. */
const COMMON = [
  ["--config <file>", "config file (default: drover.toml here or above)"],
  ["--data-dir <folder>", "where drover keeps its databases"],
  ["--json", "print one JSON document and nothing else"],
] as const;

/** The common options are read by the program, wherever they stand; the command called gets them as its own. */
function handDown(program: Command, called: Command): void {
  for (const [key, value] of Object.entries(program.opts())) called.setOptionValue(key, value);
}

const HOOKS = {
  install: "add them to the settings of claude, codex, gemini or qwen",
  uninstall: "take them out again, exactly",
} as const;

const CONFIG = {
  print: "what holds, defaults filled in",
  check: "say what is wrong with the config file",
  schema: "the JSON Schema of the config file",
} as const;
