import { readFile } from "node:fs/promises";
import { importGoalsDb } from "../../state/import/goals-db.ts";
import { importStateFile } from "../../state/import/state-file.ts";
import { show, withDrover } from "../ask.ts";
import { importState } from "../compose/import-state.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface ImportOptions extends Common {
  readonly stateFile?: string;
  readonly goalsDb?: string;
}

/** `drover import`: brings over what the original monitor kept. Open tasks become pending ones; counters go to the first session. */
export async function importOriginal(options: ImportOptions, io: Io): Promise<ExitCode> {
  if (options.stateFile === undefined && options.goalsDb === undefined) {
    return refuse(io, "import: say --goals-db FILE, --state-file FILE, or both");
  }
  const looked = options.stateFile === undefined ? 0 : await stateFile(options.stateFile, options, io);
  if (looked !== 0 || options.goalsDb === undefined) return looked;
  return goalsDb(options.goalsDb, options, io);
}

async function stateFile(file: string, options: ImportOptions, io: Io): Promise<ExitCode> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return refuse(io, `${file} cannot be read`);
  const read = importStateFile(text);
  if (read.kind === "refused") return refuse(io, `${read.why}`);
  const imported = await importState(read.state, options, io);
  if (imported.kind === "refused") return refuse(io, imported.why);
  const { tasksCompleted, tasksFailed, currentTask } = read.state;
  io.out(`${imported.session}: ${tasksCompleted} done and ${tasksFailed} failed brought over from ${file}`);
  if (currentTask) io.out(`Its current task ${currentTask.id} was never known to have ended; it was not brought over.`);
  return 0;
}

function goalsDb(file: string, options: ImportOptions, io: Io): Promise<ExitCode> {
  const read = importGoalsDb(file);
  if (read.kind === "refused") return Promise.resolve(refuse(io, `${read.why}`));
  return withDrover({ ...options, create: true }, io, async (client) => {
    for (const { content, project, category, priority } of read.tasks) {
      const json = {
        content,
        ...(project === undefined ? {} : { project }),
        ...(category === undefined ? {} : { category }),
        ...(priority === undefined ? {} : { priority }),
      };
      const code = await show(await client.api.tasks.$post({ json }), io, false, () => {});
      if (code !== 0) return code;
    }
    io.out(`Imported ${read.tasks.length} task(s) from ${file}`);
    return 0;
  });
}
