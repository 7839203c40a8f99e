import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { z } from "zod";
import type { Frame } from "../../machines/frame.ts";

const folder = dirname(fileURLToPath(import.meta.url));

const span = z.object({ from: z.number(), to: z.number(), state: z.string(), sub: z.string().optional() });
const recorded = z.object({
  t: z.number(),
  ansi: z.string(),
  cursor: z.object({ x: z.number(), y: z.number(), visible: z.boolean() }),
  alternate: z.boolean(),
  size: z.tuple([z.number(), z.number()]),
  title: z.string(),
  command: z.string(),
});
const file = z.object({ labels: z.object({ spans: z.array(span) }), frames: z.array(recorded) });

export type Span = z.infer<typeof span>;
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
    .filter((name) => !name.endsWith(SAID))
    .map((name) => name.replace(/\.json\.br$/, ""));

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
  const json: unknown = JSON.parse(brotliDecompressSync(readFileSync(join(folder, agent, `${name}.json.br`))).toString());
  const { labels, frames } = file.parse(json);
  return { name, agent, spans: labels.spans, frames: frames.map(frameOf) };
}

const frameOf = ({ t, ansi, cursor, alternate, size, title, command }: z.infer<typeof recorded>): Frame => ({
  at: t,
  rows: ansi.split("\n"),
  size: { cols: size[0], rows: size[1] },
  cursor,
  alternate,
  title,
  command,
});
