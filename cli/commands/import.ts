import { readFile } from "node:fs/promises";
import { importGoalsDb } from "../../state/import/goals-db.ts";
import { importStateFile } from "../../state/import/state-file.ts";
import { importState } from "../compose/import-state.ts";
import { importTasks } from "../import-tasks.ts";
import type { ExitCode, Io } from "../io.ts";
import { failed, refuse, refuseAll } from "../io.ts";
import { dataDirOf } from "../places.ts";
import type { ImportFileOptions } from "./exchange.ts";
import { importFile } from "./exchange.ts";

export interface ImportOptions extends ImportFileOptions {
  readonly stateFile?: string;
  readonly goalsDb?: string;
}

/** `drover import [FILE]` */
export function importAny(file: string | undefined, options: ImportOptions, io: Io): ExitCode | Promise<ExitCode> {
  const { stateFile, goalsDb, format } = options;
  if (file === undefined) {
    return format === undefined ? importOriginal(options, io) : refuse(io, "import: say the file; - reads stdin");
  }
  if (stateFile !== undefined || goalsDb !== undefined) {
    return refuse(io, "import: a file, or what the original monitor kept; not both at once");
  }
  return importFile(file, options, io);
}

/** Brings over what the original monitor kept. Open tasks become pending ones; counters go to the first session. */
async function importOriginal(options: ImportOptions, io: Io): Promise<ExitCode> {
  const { stateFile: state, goalsDb: db } = options;
  if (state === undefined && db === undefined) {
    return refuse(io, "import: say a file, --goals-db FILE, --state-file FILE, or both of these");
  }
  const said: Said = { lines: [], json: {} };
  let code: ExitCode = state === undefined ? 0 : await stateFile(state, options, io, said);
  if (code === 0 && db !== undefined) code = await goalsDb(db, options, io, said);
  if (!options.json) said.lines.forEach((line) => io.out(line));
  else if (code !== 2) io.out(JSON.stringify(said.json));
  return code;
}

/** What was done, for people and for programs; filled as it is done. */
interface Said {
  readonly lines: string[];
  readonly json: Record<string, unknown>;
}

async function stateFile(file: string, options: ImportOptions, io: Io, said: Said): Promise<ExitCode> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return refuse(io, `${file} cannot be read`);
  const read = importStateFile(text);
  if (read.kind === "refused") return refuse(io, `${file}: ${read.why}`);
  const imported = await importState(read.state, options, io);
  if (imported.kind === "refused") return refuseAll(io, imported.why.split("\n"));
  const { tasksCompleted, tasksFailed, currentTask } = read.state;
  said.json["session"] = imported.session;
  said.json["tasks_completed"] = tasksCompleted;
  said.json["tasks_failed"] = tasksFailed;
  said.lines.push(`${imported.session}: ${tasksCompleted} done and ${tasksFailed} failed brought over from ${file}`);
  if (currentTask) {
    said.lines.push(`Its current task ${currentTask.id} was never known to have ended; it was not brought over.`);
  }
  return 0;
}

async function goalsDb(file: string, options: ImportOptions, io: Io, said: Said): Promise<ExitCode> {
  const read = importGoalsDb(file);
  if (read.kind === "refused") return refuse(io, read.why);
  const brought = await importTasks(read.tasks, dataDirOf(options, io));
  if (brought.kind === "refused") return refuse(io, brought.why);
  const { added, known, left } = brought;
  said.json["tasks"] = added;
  said.json["already_there"] = known;
  said.json["left_out"] = left;
  const again = known.length === 0 ? "" : `; ${known.length} were there already`;
  said.lines.push(`Imported ${added.length} task(s) from ${file}${again}`);
  for (const line of left) failed(io, `not imported: ${line}`);
  return left.length === 0 ? 0 : 1;
}
