import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { PidFile } from "./compose/files.ts";

const schema = z.object({
  pid: z.int(),
  start: z.string(),
  socket: z.string(),
  port: z.int().exactOptional(),
  host: z.string().exactOptional(),
});

/** Who runs on a data directory, as far as a file says so. Undefined if there is none, or it is no pid file of ours. */
export async function readPidFile(dataDir: string): Promise<PidFile | undefined> {
  const text = await readFile(join(dataDir, "drover.pid"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : parsePidFile(text);
}

function parsePidFile(text: string): PidFile | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
