// Public captures, where they lie beside the project: `index.jsonl` with a line per file, and the files.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const entry = z.object({
  file: z.string(),
  agent: z.string(),
  label: z.string(),
  ansi: z.boolean(),
  real: z.string(),
  tags: z.array(z.string()),
});

export interface Capture extends z.infer<typeof entry> {
  readonly screen: string;
}

export function loadCorpus(folder: string): readonly Capture[] {
  const index = join(folder, "index.jsonl");
  if (!existsSync(index)) return [];
  return readFileSync(index, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => entry.parse(JSON.parse(line)))
    .map((capture) => ({ ...capture, screen: readFileSync(join(folder, capture.file), "utf8") }));
}
