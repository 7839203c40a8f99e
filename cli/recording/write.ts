import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import type { Span } from "../../agents/expectation.ts";
import { plainRows } from "../../agents/sgr.ts";
import type { Frame } from "../../machines/frame.ts";
import { castOf } from "./cast.ts";
import { lineOf } from "./format.ts";

export interface Recorded {
  readonly agent: string;
  readonly startedAt: number;
  readonly frames: readonly Frame[];
  readonly spans: readonly Span[];
}

/** Writes the three files of a recording; answers their names. They are the user's alone: screens hold secrets. */
export async function writeRecording(prefix: string, recorded: Recorded): Promise<readonly string[]> {
  const { frames, spans, agent, startedAt } = recorded;
  const [first] = frames;
  await mkdir(dirname(prefix), { recursive: true });
  const labels = {
    agent,
    size: first?.size,
    frames: frames.length,
    spans: spans.map((span) => ({ ...span, by: "drover" })),
  };
  const lines = frames.map((frame) => JSON.stringify(lineOf(frame, plainRows(frame.rows))));
  const files: readonly (readonly [string, string | Buffer])[] = [
    [`${prefix}.frames.jsonl.gz`, gzipSync(`${lines.join("\n")}\n`)],
    [`${prefix}.labels.json`, `${JSON.stringify(labels, undefined, 1)}\n`],
    [`${prefix}.cast.gz`, gzipSync(`${castOf(frames, startedAt).join("\n")}\n`)],
  ];
  for (const [file, body] of files) await writeFile(file, body, { mode: 0o600 });
  return files.map(([file]) => file);
}
