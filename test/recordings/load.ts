import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { z } from "zod";
import type { Span } from "../../agents/expectation.ts";
import { readRecording } from "../../cli/recording/read.ts";
import type { Frame } from "../../machines/frame.ts";

const folder = dirname(fileURLToPath(import.meta.url));

export type { Span } from "../../agents/expectation.ts";
export interface Recording {
  readonly name: string;
  readonly agent: string;
  readonly spans: readonly Span[];
  /** `at` is milliseconds since the recording began. */
  readonly frames: readonly Frame[];
}

export const RECORDED_AGENTS = ["claude", "codex", "gemini", "opencode", "qwen"] as const;

export const recordingNames = (agent: string): readonly string[] =>
  readdirSync(join(folder, agent))
    .filter((name) => !name.endsWith(SAID) && FRAMES.test(name))
    .map((name) => name.replace(FRAMES, ""));

/** As the project keeps them, and as `drover record` writes them. */
const FRAMES = /\.(json\.br|frames\.jsonl(\.gz)?)$/;

const SAID = ".said.json.br";

const line = z.object({
  t: z.number(),
  channel: z.enum(["hook", "status-file", "sse"]),
  name: z.string().optional(),
  payload: z.unknown(),
});
/** Something that the agent said through a channel of its own; `t` as in the frames. */
export type SaidLine = z.infer<typeof line>;

/** In the order in which it was said; empty where nobody listened. */
export function loadSaid(agent: string, name: string): readonly SaidLine[] {
  const file = join(folder, agent, `${name}${SAID}`);
  if (!existsSync(file)) return [];
  const json: unknown = JSON.parse(brotliDecompressSync(readFileSync(file)).toString());
  return z.array(line).parse(json);
}

export function loadRecording(agent: string, name: string): Recording {
  const read = readRecording(join(folder, agent, name));
  if (read.kind === "refused") throw new Error(read.why);
  return { ...read.recording, name, agent };
}
