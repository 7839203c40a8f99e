import { readFile } from "node:fs/promises";
import { importGoalsDb } from "../../state/import/goals-db.ts";
import { importStateFile } from "../../state/import/state-file.ts";
import { show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface ImportOptions extends Common {
  readonly stateFile?: string;
  readonly goalsDb?: string;
}

/** `drover import`: brings over what the original monitor kept. Tasks become pending tasks; counters are shown. */
export async function importOriginal(options: ImportOptions, io: Io): Promise<ExitCode> {
  if (options.stateFile === undefined && options.goalsDb === undefined) {
    return refuse(io, "import: say --goals-db FILE, --state-file FILE, or both");
  }
  const looked = options.stateFile === undefined ? 0 : await stateFile(options.stateFile, io);
  if (looked !== 0 || options.goalsDb === undefined) return looked;
  return goalsDb(options.goalsDb, options, io);
}

async function stateFile(file: string, io: Io): Promise<ExitCode> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return refuse(io, `${file} cannot be read`);
  const read = importStateFile(text);
  if (read.kind === "refused") return refuse(io, `${read.why}`);
  io.out(`${file}: ${JSON.stringify(read.state)}`);
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
