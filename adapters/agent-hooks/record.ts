// What was put into which file, and the way back.
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

const edit = z.object({ offset: z.int(), length: z.int(), content: z.string() });
const installed = z.object({
  agent: z.string(),
  /** As it was named; links are followed when it is written. */
  file: z.string(),
  /** There was no such file before. */
  created: z.boolean(),
  /** SHA-256 of the text without and with our hooks. */
  before: z.string(),
  after: z.string(),
  undo: z.array(edit),
});
const record = z.object({ version: z.literal(1), files: z.array(installed) });

export type Installed = z.infer<typeof installed>;

/** Empty if there is none, or if it cannot be read: hooks are then taken out by what they look like. */
export async function readRecord(path: string): Promise<readonly Installed[]> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return [];
  const parsed = record.safeParse(json(text));
  return parsed.success ? parsed.data.files : [];
}

/** Written whole, or not at all; removed with its last entry. */
export async function writeRecord(path: string, files: readonly Installed[]): Promise<void> {
  if (files.length === 0) return rm(path, { force: true });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
