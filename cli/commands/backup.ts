import { resolve } from "node:path";
import { backUp } from "../compose/backup.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";

/** `drover backup FILE`: both databases as they are at one instant, also while a daemon runs. */
export async function backup(name: string, common: Common, io: Io): Promise<ExitCode> {
  const file = resolve(io.cwd, name);
  const dataDir = dataDirOf(common, io);
  const done = await backUp(dataDir, file);
  if (done.kind === "refused") return refuse(io, done.why);
  if (common.json) io.out(JSON.stringify({ file, bytes: done.bytes, data_dir: dataDir }));
  else io.out(`Wrote ${file}. To restore it: drover down, then tar -xf ${file} -C an empty data directory.`);
  return 0;
}
